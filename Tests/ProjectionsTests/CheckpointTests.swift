import ChanceryModel
import Dispatch
import Glibc
import Journal
import Projections
import Proofs
import Synchronization
import Testing

@Suite struct CheckpointTests {
  private static func checkpoint(_ test: TestEngine) throws -> CheckpointAnswer {
    try checkpoint(test, covering: test.engine.head).get()
  }

  private static func checkpoint(
    _ test: TestEngine,
    covering size: UInt64
  ) -> Result<CheckpointAnswer, Refusal> {
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<CheckpointAnswer, Refusal>?>(nil)
    test.engine.checkpoint(covering: size) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    let isHere = done.wait(timeout: .now() + 20) == .success
    return answer.withLock { $0 }
      ?? .failure(Refusal(.internalError, isHere ? "empty" : "nothing within 20 s"))
  }

  private static func topics(_ test: TestEngine, _ numbers: ClosedRange<Int>) throws {
    try test.append(numbers.map { try test.draft(Event.topic("t-\($0)")) })
  }

  private static func checkpointFile(_ test: TestEngine) throws -> [UInt8]? {
    try DurableFile("checkpoint", in: test.directory.path + "/data").read()
  }

  private static func key(_ test: TestEngine) throws -> VerificationKey {
    try VerificationKey(test.engine.verificationKey.string)
  }

  @Test func `a checkpoint covers the head of the question and is on disk`() throws {
    let test = try TestEngine()
    for end in [3, 4, 9] {
      if end != 4 { try Self.topics(test, (end == 3 ? 1 : 5)...end) }
      if end == 4 { try Self.topics(test, 4...4) }
      let answer = try Self.checkpoint(test)
      #expect(answer.size == UInt64(end))
      let signed = try SignedCheckpoint(Array(answer.note.utf8), by: Self.key(test))
      #expect(signed.root.hex == answer.root.string)
      let export = try test.engine.export(after: 0, byteLimit: 1 << 30)
      #expect(answer.root == export.root)
      #expect(try Self.checkpointFile(test) == Array(answer.note.utf8))
      let status = test.engine.status()
      #expect(status.checkpoint == StoreStatus.Checkpoint(size: answer.size, root: answer.root))
      #expect(status.key == answer.key)
    }
  }

  @Test func `at most one checkpoint a second is signed`() throws {
    let test = try TestEngine()
    _ = try Self.checkpoint(test)
    var notes: Set<[UInt8]> = []
    let start = ContinuousClock.now
    var number = 0
    while start.duration(to: .now) < .seconds(2.2)
      || notes.count < 3 && start.duration(to: .now) < .seconds(20)
    {
      number += 1
      try Self.topics(test, number...number)
      notes.insert(try #require(try Self.checkpointFile(test)))
      usleep(5_000)
    }
    // The one before the loop, one at once, and one after each second.
    let most = 3 + Int(start.duration(to: .now).components.seconds)
    #expect((3...most).contains(notes.count), "\(notes.count) of \(number) commits")
    #expect(number > notes.count)
  }

  @Test func `closing signs the head`() throws {
    let directory = try TemporaryDirectory()
    for end in 1...3 {
      let test = try TestEngine(in: directory)
      try Self.topics(test, (end * 10)...(end * 10 + 4))
      let key = try Self.key(test)
      test.engine.close()
      let note = try #require(try Self.checkpointFile(test))
      #expect(try SignedCheckpoint(note, by: key).size == UInt64(end * 5))
      #expect(Self.checkpoint(test, covering: UInt64(end * 5) + 1).isFailure(.shuttingDown))
    }
  }

  @Test func `every inclusion proof of every size verifies`() throws {
    let test = try TestEngine()
    try Self.topics(test, 1...13)
    let newest = try Self.checkpoint(test)
    let key = try Self.key(test)
    for size in 1...13 as ClosedRange<UInt64> {
      for seq in 1...size {
        let answer = try test.engine.inclusionProof(of: seq, size: size, newest: newest)
        let signed = try SignedCheckpoint(Array(answer.checkpoint.note.utf8), by: key)
        #expect(signed.size == size && answer.checkpoint.size == size)
        let path = try answer.path.map { try #require(Digest32(base64: Array($0.utf8))) }
        let leafHash = MerkleTree.leafHash(answer.leaf)
        #expect(leafHash.hex == answer.leafHash.string)
        try InclusionProof(index: seq - 1, size: size, path: path)
          .verify(leafHash: leafHash, root: signed.root)
        let salt = try #require(Hexadecimal.bytes(Array(answer.salt.utf8)))
        let hash = SHA256Digest.digest(of: salt, try #require(answer.data))
        #expect(hash.hex == answer.dataHash.string)
      }
    }
  }

  @Test func `every consistency proof verifies`() throws {
    let test = try TestEngine()
    try Self.topics(test, 1...13)
    let newest = try Self.checkpoint(test)
    let key = try Self.key(test)
    var roots: [UInt64: Digest32] = [:]
    for to in 1...13 as ClosedRange<UInt64> {
      for from in 1...to {
        let answer = try test.engine.consistencyProof(from: from, to: to, newest: newest)
        let signed = try SignedCheckpoint(Array(answer.checkpoint.note.utf8), by: key)
        #expect(signed.size == to)
        roots[to] = signed.root
        let path = try answer.path.map { try #require(Digest32(base64: Array($0.utf8))) }
        #expect(roots[from]?.hex == answer.fromRoot.string)
        try ConsistencyProof(from: from, to: to, path: path)
          .verify(oldRoot: try #require(roots[from]), newRoot: signed.root)
      }
    }
  }

  @Test func `what cannot be proven is refused`() throws {
    let test = try TestEngine()
    try Self.topics(test, 1...5)
    let newest = try Self.checkpoint(test)
    func code(_ body: () throws(Refusal) -> Void) -> RefusalCode? {
      do {
        try body()
        return nil
      } catch {
        #expect(error.hint != nil)
        return error.code
      }
    }
    for (seq, size, expected) in [
      (0, nil, .unknownEvent), (6, nil, .unknownEvent), (4, 3, .badParameter),
      (1, 6, .badParameter), (1, 0, .badParameter),
    ] as [(UInt64, UInt64?, RefusalCode)] {
      let found = code { () throws(Refusal) in
        _ = try test.engine.inclusionProof(of: seq, size: size, newest: newest)
      }
      #expect(found == expected, "event \(seq) of \(String(describing: size))")
    }
    for (from, to) in [(0, nil), (0, 0), (4, 3), (1, 6), (6, nil)] as [(UInt64, UInt64?)] {
      let found = code { () throws(Refusal) in
        _ = try test.engine.consistencyProof(from: from, to: to, newest: newest)
      }
      #expect(found == .badParameter, "\(from) to \(String(describing: to))")
    }
  }

  @Test func `a journal that does not extend its checkpoint does not open`() throws {
    let directory = try TemporaryDirectory()
    do {
      let first = try TestEngine(in: directory)
      try Self.topics(first, 1...3)
    }
    let file = DurableFile("checkpoint", in: directory.path + "/data")
    let key = try #require(try DurableFile("key", in: directory.path + "/data").read())
    let later = try SignedCheckpoint(size: 4, root: MerkleTree.emptyRoot, by: SigningKey(key))
    try file.replace(with: later.note)
    let error = #expect(throws: JournalError.self) { try TestEngine(in: directory) }
    #expect(error?.kind == .damaged)
  }

  @Test func `a checkpoint that cannot be stored is told of, and tried again`() throws {
    let test = try TestEngine()
    try Self.topics(test, 1...1)
    _ = try Self.checkpoint(test)
    let obstacle = test.directory.path + "/data/checkpoint.new"
    try #require(mkdir(obstacle, 0o700) == 0)
    try Self.topics(test, 2...2)
    #expect(Self.checkpoint(test, covering: 2).isFailure(.internalError))
    #expect(try Self.checkpoint(test, covering: 1).get().size == 1, "the one before stands")
    try #require(rmdir(obstacle) == 0)
    #expect(try Self.checkpoint(test).size == 2)
  }
}

extension Result where Failure == Refusal {
  fileprivate func isFailure(_ code: RefusalCode) -> Bool {
    if case .failure(let refusal) = self { refusal.code == code } else { false }
  }
}
