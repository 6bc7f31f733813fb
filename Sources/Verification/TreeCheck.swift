internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs

/// The phase `tree`: every stored node, computed again from the leaves.
struct TreeCheck {
  let journal: Journal
  let report: VerifyReport

  /// Walks leaves and nodes of a gapless log up to its head side by side; gives the root over them.
  func run(head: UInt64, _ transaction: TransactionReference) throws -> Digest32 {
    try report.begin(.tree, of: head)
    var frontier = MerkleFrontier()
    var log = try transaction.cursor(journal.tables.log)
    var tree = try transaction.cursor(journal.tables.tree)
    var node = try tree.next()
    while let entry = try log.next() {
      let leaf = try RecordView(entry.value).leaf.toArray()
      let completed = frontier.append(leafHash: MerkleTree.leafHash(leaf))
      let key = Journal.key(frontier.size)
      while let stored = node, stored.key.compare(to: key.rawSpan) < 0 {
        try report.damage("table tree", "there is a row for no event")
        node = try tree.next()
      }
      if let stored = node, stored.key.isEqual(to: key.rawSpan) {
        try compare(completed, stored.value, seq: frontier.size)
        node = try tree.next()
      } else {
        try report.damage("table tree", "event \(frontier.size) has no row")
      }
      if frontier.size & 255 == 0 { try report.advance(to: frontier.size) }
    }
    while node != nil {
      try report.damage("table tree", "there is a row after the last event")
      node = try tree.next()
    }
    try report.finish()
    return frontier.root
  }

  private func compare(_ completed: [Digest32], _ stored: RawSpan, seq: UInt64) throws {
    guard stored.byteCount == completed.count * 32 else {
      return try report.damage(
        "table tree",
        "event \(seq) completes \(completed.count) nodes, its row has \(stored.byteCount) bytes"
      )
    }
    for (level, digest) in completed.enumerated() {
      let isSame = stored.extracting(level * 32..<level * 32 + 32)
        .isEqual(to: digest.bytes.rawSpan)
      guard !isSame else { continue }
      try report.damage(
        "table tree",
        level == 0
          ? "the leaf hash of event \(seq) is not that of its leaf"
          : "the node of level \(level) at event \(seq) is not that of its leaves"
      )
    }
  }
}
