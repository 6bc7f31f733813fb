import ChanceryModel
import Dispatch
import Glibc
import Journal
import LMDB
import Synchronization
import Testing

@testable import Projections

/// Rewriting the journal's file under its users.
@Suite struct CompactTests {
  /// Rewrites and waits.
  private func compact(
    _ test: TestEngine,
    progress: @escaping @Sendable (RebuildProgress) -> Bool = { _ in true }
  ) throws -> CompactAnswer {
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<CompactAnswer, Refusal>?>(nil)
    test.engine.compact(progress: progress) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    #expect(done.wait(timeout: .now() + 60) == .success)
    return try #require(answer.withLock { $0 }).get()
  }

  private func filled(
    _ count: Int = 60,
    in directory: TemporaryDirectory? = nil
  ) throws -> TestEngine {
    let test = try TestEngine(in: directory)
    try test.append(Event.topic("t"))
    for day in 0..<count {
      let date = CivilDate.on("2024-01-01").adding(days: day)
      try test.append(Event.said(date.description, "FRA", day % 3 == 0 ? "oppose" : "support"))
    }
    return test
  }

  private func export(_ test: TestEngine) throws -> (bytes: [UInt8], root: Text) {
    let page = try test.engine.export(after: 0, byteLimit: 64 << 20)
    return (page.bytes, page.root)
  }

  @Test func `everything is as before, and goes on, also after a restart`() throws {
    let directory = try TemporaryDirectory()
    var expected: (bytes: [UInt8], root: Text) = ([], "")
    do {
      let test = try filled(in: directory)
      expected = try export(test)
      let stance = try test.stance("FRA", "t")
      let answer = try compact(test)
      #expect(answer.end == .complete)
      #expect(answer.head == 61)
      #expect(answer.bytesAfter < answer.bytesBefore)
      #expect(try export(test) == expected)
      #expect(try test.stance("FRA", "t") == stance)
      #expect(try test.rebuild(check: true).end == .complete)
      #expect(try compact(test).end == .complete)
      try test.append(Event.said("2025-01-20", "FRA", "neutral"))
      #expect(try test.stance("FRA", "t").position == .neutral)
      expected = try export(test)
      test.engine.close()
    }
    let again = try TestEngine(in: directory)
    #expect(try export(again) == expected)
    #expect(try again.rebuild(check: true).end == .complete)
    #expect(access(directory.path + "/data/" + Compaction.directoryName, F_OK) != 0)
  }

  @Test func `what is appended and read meanwhile is neither lost nor wrong`() throws {
    let test = try filled(400)
    let isOver = Atomic<Bool>(false)
    let failures = Mutex<[String]>([])
    let appended = Mutex<[UInt64]>([])
    let queue = DispatchQueue(label: "load", attributes: .concurrent)
    let group = DispatchGroup()
    for holder in ["ITA", "POL"] {
      queue.async(group: group) {
        var day = CivilDate.on("2023-01-01")
        while !isOver.load(ordering: .relaxed) {
          do {
            let answer = try test.append(Event.said(day.description, holder, "support"))
            appended.withLock { $0 += answer.results.map(\.seq) }
            day = day.adding(days: 1)
          } catch { failures.withLock { $0.append("\(error)") } }
        }
      }
    }
    queue.async(group: group) {
      while !isOver.load(ordering: .relaxed) {
        do {
          let answer = try test.stance("FRA", "t", at: "2024-06-01")
          if answer.position == nil { failures.withLock { $0.append("no position") } }
        } catch { failures.withLock { $0.append("\(error)") } }
      }
    }
    for _ in 0..<5 { #expect(try compact(test).end == .complete) }
    isOver.store(true, ordering: .relaxed)
    group.wait()
    #expect(failures.withLock { $0 } == [])
    let seqs = appended.withLock { $0 }
    #expect(Set(seqs).count == seqs.count)
    #expect(test.engine.head == UInt64(401 + seqs.count))
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `a cancelled one leaves the file that was there`() throws {
    let test = try filled()
    let before = try export(test)
    let answer = try compact(test) { _ in false }
    #expect(answer.end == .cancelled)
    #expect(try export(test) == before)
    #expect(access(test.directory.path + "/data/" + Compaction.directoryName, F_OK) != 0)
    #expect(try compact(test).end == .complete)
  }

  @Test func `a second order that needs the whole journal is refused`() throws {
    let test = try filled()
    let refusal = Mutex<Refusal?>(nil)
    let asked = DispatchSemaphore(value: 0)
    let isFirst = Atomic<Bool>(true)
    let answer = try compact(test) { _ in
      guard isFirst.exchange(false, ordering: .relaxed) else { return true }
      test.engine.rebuild(check: true, progress: { _ in true }) { result in
        if case .failure(let failure) = result { refusal.withLock { $0 = failure } }
        asked.signal()
      }
      asked.wait()
      return true
    }
    #expect(answer.end == .complete)
    #expect(refusal.withLock { $0?.code } == .rebuildRunning)
  }

  @Test func `what an unfinished one left behind is removed at the start`() throws {
    let directory = try TemporaryDirectory()
    do { try filled(3, in: directory).engine.close() }
    let left = directory.path + "/data/" + Compaction.directoryName
    mkdir(left, 0o700)
    let file = open(left + "/data.mdb", O_CREAT | O_WRONLY, 0o600)
    close(file)
    let test = try TestEngine(in: directory)
    #expect(access(left, F_OK) != 0)
    #expect(test.engine.head == 4)
  }

  @Test func `rows that are left over of what was erased are not carried along`() throws {
    let directory = try TemporaryDirectory()
    let secret = Array("a private person's name".utf8)
    let path = directory.path + "/data/journal/data.mdb"
    do {
      let test = try filled(in: directory)
      // As a kill leaves them between a redaction and the last of the rows from before it.
      let (journal, aside) = (test.engine.journal, test.engine.sets[1])
      try journal.environment.write { transaction throws in
        try transaction.put(aside.definitions.tables[0], secret, [])
        try RebuildMark(
          generation: 1,
          replaces: true,
          seq: 1,
          rows: 1,
          versions: ProjectionSet.versions
        ).write(journal, &transaction)
      }
      #expect(try bytes(of: path).contains(secret))
      #expect(try compact(test).end == .complete)
      #expect(try !bytes(of: path).contains(secret))
      #expect(try test.rebuild(check: true).end == .complete)
    }
    let again = try TestEngine(in: directory)
    #expect(again.engine.readiness == .ready)
    #expect(try again.rebuild(check: true).end == .complete)
  }

  private func bytes(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var status = stat()
    fstat(descriptor, &status)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    #expect(read(descriptor, &bytes, bytes.count) == bytes.count)
    return bytes
  }
}
