package import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs

// MARK: - Checkpoints and proofs

extension Engine {
  /// The key that this journal's checkpoints verify with: C2SP's `vkey`.
  package var verificationKey: Text { Text(signer.key.text) }

  /// Gives a signed checkpoint of at least the first `size` events: at once if there is one, else from
  /// the signer's thread as soon as it is on disk.
  ///
  /// That takes up to about a second. `size` is at most ``head``.
  package func checkpoint(
    covering size: UInt64,
    completion: @escaping @Sendable (Result<CheckpointAnswer, Refusal>) -> Void
  ) {
    let key = signer.key
    signer.wait(for: size) { result in
      completion(result.map { CheckpointAnswer($0, key) })
    }
  }

  /// The proof that event `seq` is in the tree of the first `size` events; of a signed checkpoint's own
  /// size if that is nil.
  ///
  /// The proof is verified before it is given.
  ///
  /// - Throws: `unknown-event`, `bad-parameter`; `internal-error` if what is stored contradicts what was
  ///   signed.
  package func inclusionProof(
    of seq: UInt64,
    size: UInt64?,
    newest: CheckpointAnswer
  ) throws(Refusal) -> InclusionAnswer {
    try reading { transaction, set in
      let head = try journal.head(transaction)
      guard seq > 0, seq <= head, let bytes = try journal.record(seq, transaction) else {
        throw Refusal(
          .unknownEvent,
          "there is no event \(seq); the head is \(head)",
          hint: "`chancery log` lists the newest"
        )
      }
      let size = size ?? newest.size
      guard seq <= size else {
        throw Refusal(
          .badParameter,
          "event \(seq) is not in a tree of \(size)",
          hint: "give a “size” from \(seq) to \(head), or leave it out"
        )
      }
      let signed = try checkpoint(of: size, newest, transaction)
      let proof = try InclusionProof(index: seq - 1, size: size) { level, index in
        try journal.node(level: level, index: index, transaction)
      }
      let record = try RecordView(bytes)
      let leaf = record.leaf.toArray()
      let leafHash = MerkleTree.leafHash(leaf)
      try proof.verify(leafHash: leafHash, root: signed.root)
      return InclusionAnswer(
        seq: seq,
        checkpoint: CheckpointAnswer(signed, signer.key),
        leafHash: Text(leafHash.hex),
        path: proof.path.map { Text($0.base64) },
        leaf: leaf,
        salt: Text(Hexadecimal.string(record.salt.toArray())),
        dataHash: try JSONParser.parse(leaf)["datahash"]?.textValue ?? "",
        data: record.data.byteCount == 0 ? nil : record.data.toArray(),
        corrections: try corrections(of: seq, set.versions, known: head, transaction),
        head: head
      )
    }
  }

  /// The events that correct, withdraw or erase an event, and those that do so to them, ascending.
  private func corrections(
    of seq: UInt64,
    _ versions: VersionProjection,
    known head: UInt64,
    _ transaction: TransactionReference
  ) throws -> [UInt64] {
    var found: Set<UInt64> = []
    var open = [seq]
    while let next = open.popLast() {
      for type in [EventType.eventCorrected, .eventWithdrawn] {
        for control in try versions.controls(of: next, type, known: head, transaction)
        where found.insert(control).inserted { open.append(control) }
      }
      if let redaction = try versions.redaction(of: next, transaction) { found.insert(redaction) }
    }
    return found.sorted()
  }

  /// The proof that the tree of `to` events, of a signed checkpoint's size if that is nil, begins with
  /// that of `from`.
  ///
  /// The proof is verified before it is given.
  ///
  /// - Throws: `bad-parameter`; `internal-error` if what is stored contradicts what was signed.
  package func consistencyProof(
    from: UInt64,
    to: UInt64?,
    newest: CheckpointAnswer
  ) throws(Refusal) -> ConsistencyAnswer {
    try reading { transaction, _ in
      let to = to ?? newest.size
      guard from > 0, from <= to else {
        throw Refusal(
          .badParameter,
          "a tree of \(to) events cannot extend one of \(from)",
          hint: "give “from” from 1 to “to”"
        )
      }
      let signed = try checkpoint(of: to, newest, transaction)
      let root = try MerkleTree.root(size: from) { level, index in
        try journal.node(level: level, index: index, transaction)
      }
      let proof = try ConsistencyProof(from: from, to: to) { level, index in
        try journal.node(level: level, index: index, transaction)
      }
      try proof.verify(oldRoot: root, newRoot: signed.root)
      return ConsistencyAnswer(
        from: from,
        fromRoot: Text(root.hex),
        checkpoint: CheckpointAnswer(signed, signer.key),
        path: proof.path.map { Text($0.base64) },
        head: try journal.head(transaction)
      )
    }
  }

  /// The checkpoint of a size up to that of a newer one.
  ///
  /// An older root is signed only if the newer tree, all of which was read back, is proven to extend it.
  private func checkpoint(
    of size: UInt64,
    _ newest: CheckpointAnswer,
    _ transaction: TransactionReference
  ) throws -> SignedCheckpoint {
    let known = try SignedCheckpoint(Array(newest.note.utf8), by: signer.key)
    if size == known.size { return known }
    guard size > 0, size < known.size else {
      throw Refusal(
        .badParameter,
        size == 0 ? "a tree of 0 events holds nothing" : "\(size) is after the head, \(known.size)",
        hint: "give a size from 1 to \(known.size), or leave it out"
      )
    }
    let root = try MerkleTree.root(size: size) { level, index in
      try journal.node(level: level, index: index, transaction)
    }
    let proof = try ConsistencyProof(from: size, to: known.size) { level, index in
      try journal.node(level: level, index: index, transaction)
    }
    try proof.verify(oldRoot: root, newRoot: known.root)
    return try SignedCheckpoint(size: size, root: root, by: signer.signingKey)
  }
}

extension CheckpointAnswer {
  fileprivate init(_ signed: SignedCheckpoint, _ key: VerificationKey) {
    self.init(
      origin: Text(signed.checkpoint.origin.string),
      size: signed.size,
      root: Text(signed.root.hex),
      key: Text(key.text),
      note: Text(String(decoding: signed.note, as: UTF8.self))
    )
  }
}
