import ChanceryModel
import Dispatch
import Glibc
import LMDB
import Projections
import Testing
import Verification

/// What a verification must not do: find damage where none is, or change anything.
@Suite struct SoundJournalTests {
  @Test func `a journal is sound after a rebuild, whichever generation is live`() throws {
    let journal = try SampleJournal()
    for _ in 0..<2 {
      try journal.withEngine { engine in
        let done = DispatchSemaphore(value: 0)
        engine.rebuild(check: false, progress: { _ in true }, completion: { _ in done.signal() })
        done.wait()
      }
      #expect(try journal.verify().damages == [])
    }
  }

  @Test func `definitions that come in between are those that held then`() throws {
    let journal = try SampleJournal()
    try journal.withEngine { engine in
      for number in 0..<40 {
        try SampleJournal.append(
          [
            """
            {"type":"person.defined","data":{"person":"p","name":"P","offices":\
            [{"actor":"FRA","rank":"\(number % 2 == 0 ? "minister" : "head")"}]}}
            """,
            """
            {"type":"statement.made","data":{"said":"2025-01-\(10 + number % 20)","holder":"FRA",\
            "topic":"t-\(number)","position":"oppose","speaker":{"person":"p"}}}
            """,
          ],
          to: engine,
          declare: true
        )
      }
    }
    let outcome = try journal.verify()
    #expect(outcome.damages == [])
    #expect(outcome.answer.head == 12 + 40 * 3)
  }

  @Test func `rows of another version are left to the next start`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      let older = ProjectionState(
        generation: 0,
        versions: ProjectionSet.versions.map { $0 &- 1 }
      )
      try older.write(journal, &transaction)
    }
    let outcome = try journal.verify()
    #expect(outcome.answer.isSound && outcome.answer.skipped == [.projections, .expectations])
  }

  @Test func `not a byte is changed, and no file is left`() throws {
    let journal = try SampleJournal()
    let path = journal.data + "/journal/data.mdb"
    let before = try bytes(of: path)
    let files = try names(in: journal.data + "/journal")
    _ = try journal.verify()
    #expect(try bytes(of: path) == before)
    #expect(try names(in: journal.data + "/journal") == files)
    #expect(try names(in: journal.directory.path) == ["data"])
  }

  @Test func `what is not there is a failure, not damage`() throws {
    let directory = try TemporaryDirectory()
    var verification = Verification(
      directory.path,
      scratch: directory.path,
      isPinned: false
    ) { _ in }
    #expect(throws: VerifyFailure.self) { try verification.run() }
    let journal = try SampleJournal()
    var other = Verification(journal.data, scratch: "/nowhere", isPinned: false) { _ in }
    #expect(throws: VerifyFailure.self) { try other.run() }
  }

  private func bytes(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  private func names(in path: String) throws -> [String] {
    let directory = try #require(opendir(path))
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
