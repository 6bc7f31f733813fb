import ChanceryModel
import Glibc
import Journal
import LMDB
import Proofs
import Testing

@Suite struct JournalSignerTests {
  private let store: Store

  init() throws { store = try Store() }

  private func open(origin: String? = nil) throws -> JournalSigner {
    try JournalSigner(
      directory: store.directory.path,
      journal: store.journal,
      origin: origin,
      syncs: false
    )
  }

  private var keyFile: DurableFile { DurableFile("key", in: store.directory.path) }
  private var checkpointFile: DurableFile { DurableFile("checkpoint", in: store.directory.path) }

  private func append(_ numbers: ClosedRange<Int>) throws {
    try store.append(numbers.map { Store.entry($0) })
  }

  /// Reads all back in steps and signs.
  private func sign(_ signer: inout JournalSigner, step: Int = 3) throws -> SignedCheckpoint {
    let head = try store.head()
    while signer.size < head {
      try store.environment.read { transaction throws in
        try signer.readBack(through: head, limit: step, transaction)
      }
    }
    try store.environment.read { try signer.check($0) }
    return try signer.sign()
  }

  private func refusal(origin: String? = nil) -> JournalError? {
    do {
      _ = try open(origin: origin)
      return nil
    } catch {
      return error as? JournalError
    }
  }

  @Test func `a new journal gets a key of its own name, which is kept`() throws {
    let signer = try open()
    let uuid = try #require(store.journal.ownSource.string.split(separator: ":").last)
    #expect(signer.key.name.string == "chancery/\(uuid)")
    #expect(signer.newest == nil && signer.warnings.isEmpty)
    let text = try #require(try keyFile.read())
    #expect(text == Array("\(signer.key.text)\n".utf8))
    var status = stat()
    #expect(stat(keyFile.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try open().key.verificationKey == signer.key.verificationKey)
  }

  @Test func `the origin is given once`() throws {
    #expect(try open(origin: "desk.example/journal").key.name.string == "desk.example/journal")
    #expect(try open().key.name.string == "desk.example/journal")
    #expect(try open(origin: "desk.example/journal").key.name.string == "desk.example/journal")
    #expect(refusal(origin: "desk.example/other")?.kind == .configuration)
  }

  @Test(arguments: ["", "two words", "a+b"])
  func `an origin that no key can have is refused before a key is made`(origin: String) throws {
    #expect(refusal(origin: origin)?.kind == .configuration)
    #expect(try keyFile.read() == nil)
  }

  @Test func `what is signed is the root of the leaves, stored byte for byte`() throws {
    var signer = try open()
    let empty = try sign(&signer)
    #expect(empty.size == 0 && empty.root == MerkleTree.emptyRoot)
    for (numbers, step) in [(1...1, 1), (2...7, 4), (8...40, 5), (41...41, 100)] {
      try append(numbers)
      let signed = try sign(&signer, step: step)
      #expect(signed.size == UInt64(numbers.upperBound))
      #expect(signed.root == treeRoot(try store.leaves()[...]))
      #expect(try checkpointFile.read() == signed.note)
      #expect(signer.newest == signed)
      #expect(try SignedCheckpoint(signed.note, by: signer.key.verificationKey) == signed)
    }
  }

  @Test func `a reopened signer goes on from its checkpoint`() throws {
    try append(1...11)
    var first = try open()
    #expect(first.warnings.count == 1, "events, and no checkpoint")
    _ = try sign(&first)
    try append(12...25)
    var second = try open()
    #expect(second.size == 11 && second.newest == first.newest && second.warnings.isEmpty)
    #expect(try sign(&second).root == treeRoot(try store.leaves()[...]))
  }

  @Test func `a changed leaf is not signed`() throws {
    try append(1...9)
    var signer = try open()
    let before = try sign(&signer)
    try append(10...12)
    try changeLeaf(of: 11)
    #expect(throws: JournalDamage.self) { try sign(&signer) }
    #expect(try checkpointFile.read() == before.note)
  }

  @Test func `a missing event is not passed over`() throws {
    try append(1...5)
    try store.environment.write { transaction throws in
      let log = try transaction.openTable(named: "log")
      _ = try transaction.delete(log, Journal.key(3))
    }
    var signer = try open()
    let damage = #expect(throws: JournalDamage.self) { try sign(&signer) }
    #expect(damage?.description.contains("no event 3") == true)
  }

  @Test func `a tree that does not extend the checkpoint is refused`() throws {
    try append(1...9)
    var signer = try open()
    let signed = try sign(&signer)
    try append(10...12)
    try change(table: "tree", 8) { $0[$0.count - 1] ^= 1 }
    let refused = try #require(refusal())
    #expect(refused.kind == .damaged)
    #expect(refused.detail.contains("9 events") && refused.detail.contains(signed.root.hex))
    #expect(refused.hint?.contains("backup") == true)
  }

  @Test func `a journal shorter than its checkpoint is refused`() throws {
    try append(1...9)
    var signer = try open()
    _ = try sign(&signer)
    let shorter = try Store()
    for name in ["key", "checkpoint"] {
      let bytes = try #require(try DurableFile(name, in: store.directory.path).read())
      try DurableFile(name, in: shorter.directory.path).replace(with: bytes)
    }
    try shorter.append([Store.entry(1)])
    let error = #expect(throws: JournalError.self) {
      try JournalSigner(directory: shorter.directory.path, journal: shorter.journal, syncs: false)
    }
    #expect(error?.kind == .damaged)
    #expect(error?.detail.contains("9 events, the journal has 1") == true)
  }

  @Test func `a checkpoint without its key is refused with a way out`() throws {
    try append(1...3)
    var signer = try open()
    _ = try sign(&signer)
    try #require(unlink(keyFile.path) == 0)
    let refused = try #require(refusal())
    #expect(refused.kind == .damaged)
    #expect(refused.detail.contains(keyFile.path) && refused.hint?.contains("move") == true)
    #expect(try keyFile.read() == nil, "no key is made in its place")
    try #require(unlink(checkpointFile.path) == 0)
    var fresh = try open()
    #expect(fresh.warnings.count == 1)
    #expect(fresh.key.verificationKey != signer.key.verificationKey)
    #expect(try sign(&fresh).size == 3)
  }

  @Test func `a checkpoint of another key, cut or changed, is refused`() throws {
    try append(1...3)
    var signer = try open()
    let signed = try sign(&signer)
    let other = SigningKey(name: signer.key.name)
    let forged = try SignedCheckpoint(size: 3, root: signed.root, by: other).note
    var changed = signed.note
    changed[changed.count - 20] ^= 1
    for bytes in [forged, changed, [], Array(signed.note.dropLast(8)), Array("text\n".utf8)] {
      try checkpointFile.replace(with: bytes)
      #expect(refusal()?.kind == .damaged)
    }
    try checkpointFile.replace(with: signed.note)
    #expect(refusal() == nil)
  }

  @Test func `a key file that is no key is refused, and its secret never shown`() throws {
    let signer = try open()
    try keyFile.replace(with: Array(signer.key.text.dropLast(3).utf8))
    let refused = try #require(refusal())
    #expect(refused.kind == .damaged)
    // PRIVATE+KEY+name+hash+base64, and base64 may have a “+” of its own.
    let parts = signer.key.text.split(separator: "+", maxSplits: 4)
    try #require(parts.count == 5 && parts[4].count > 40)
    #expect(!refused.description.contains(parts[4].prefix(12)))
  }

  @Test func `a checkpoint that cannot be stored is not the newest`() throws {
    try append(1...3)
    var signer = try open()
    let before = try sign(&signer)
    try append(4...5)
    try #require(mkdir(checkpointFile.path + ".new", 0o700) == 0)
    #expect(throws: DurableFile.Failure.self) { try sign(&signer) }
    #expect(signer.newest == before)
    try #require(rmdir(checkpointFile.path + ".new") == 0)
    #expect(try sign(&signer).size == 5)
  }

  // MARK: Damage

  private func changeLeaf(of seq: UInt64) throws {
    try change(table: "log", seq) { record in
      // The last digit of the leaf's "recordedby":"uid:0".
      let mark = Array("uid:0".utf8)
      let start = record.indices.first { record[$0...].starts(with: mark) }
      if let start { record[start + 4] = UInt8(ascii: "1") }
    }
  }

  private func change(table: String, _ seq: UInt64, _ body: (inout [UInt8]) -> Void) throws {
    try store.environment.write { transaction throws in
      let table = try transaction.openTable(named: table)
      var value = try #require(try transaction.value(table, Journal.key(seq))?.toArray())
      let before = value
      body(&value)
      try #require(value != before)
      try transaction.put(table, Journal.key(seq), value)
    }
  }
}
