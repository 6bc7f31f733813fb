import ChanceryModel
import Glibc
import Journal
import LMDB
import Synchronization
import Testing

@testable import Projections

/// What a start does with rows of another version, and with what a rebuild left behind.
@Suite struct RebuildStartTests {
  private static let dayCount = 300

  /// A closed journal of one topic and some hundred statements.
  private func closed() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let test = try TestEngine(in: directory)
    try test.append(Event.topic("t"))
    try test.append(
      (0..<Self.dayCount).map { number in
        let day = CivilDate.on("2024-01-01").adding(days: number)
        return try test.draft(
          Event.said(day.description, "FRA", number % 3 == 0 ? "oppose" : "support")
        )
      }
    )
    test.engine.close()
    return directory
  }

  /// Changes the file of a closed journal, as another program may have left it.
  private func change(
    _ directory: TemporaryDirectory,
    _ body: (Journal, [ProjectionSet], inout WriteTransaction) throws -> Void
  ) throws {
    var settings = LMDB.Environment.Configuration()
    settings.mapByteCount = 1 << 30
    settings.maxTables = 8 + 2 * ProjectionSet.tableCount
    settings.durability = .withoutSync
    let environment = try LMDB.Environment(
      path: directory.path + "/data/journal",
      configuration: settings
    )
    let journal = try Journal(environment: environment)
    try environment.write { transaction throws in
      var sets: [ProjectionSet] = []
      for generation in ProjectionSet.generations {
        sets.append(try ProjectionSet(generation: generation, in: &transaction))
      }
      try body(journal, sets, &transaction)
    }
  }

  /// Fills the generation that is not live up to an event, as a rebuild that was killed leaves it; with
  /// a row that none would make, so that it shows whether the rows were gone on with.
  private func fillHalf(
    _ directory: TemporaryDirectory,
    through seq: UInt64,
    replaces: Bool = true,
    versions: [UInt8] = ProjectionSet.versions,
    miscount: UInt64 = 0
  ) throws {
    try change(directory) { journal, sets, transaction in
      for number in 1...seq {
        let header = try journal.requiredHeader(number, transaction)
        try sets[1].apply(header, seq: number, journal: journal, to: &transaction)
      }
      try transaction.put(sets[1].definitions.tables[0], [0xFF], [0])
      let rows = try RebuildMark.rowCount(of: sets[1], transaction) + miscount
      try RebuildMark(
        generation: 1,
        replaces: replaces,
        seq: seq,
        rows: rows,
        versions: versions
      ).write(journal, &transaction)
    }
  }

  private func makeOld(_ directory: TemporaryDirectory, clearing: Bool = true) throws {
    try change(directory) { journal, sets, transaction in
      if clearing {
        for table in sets[0].all.flatMap(\.tables) { try transaction.clear(table) }
      }
      var versions = ProjectionSet.versions
      versions[1] = 0
      try ProjectionState(generation: 0, versions: versions).write(journal, &transaction)
    }
  }

  /// How many rows each generation has, and whether a mark is there.
  private func left(_ test: TestEngine) throws -> (rows: [UInt64], hasMark: Bool) {
    try test.engine.journal.environment.read { transaction throws in
      (
        try test.engine.sets.map { try RebuildMark.rowCount(of: $0, transaction) },
        try RebuildMark.read(test.engine.journal, transaction) != nil
      )
    }
  }

  /// Waits until the writer has nothing left to delete.
  private func waitUntilTidy(_ test: TestEngine, live: Int) throws {
    for _ in 0..<2000 {
      let left = try left(test)
      let isAtWork = test.engine.writerStatus.isRebuilding
      if left.rows[1 - live] == 0, !left.hasMark, !isAtWork { return }
      usleep(5000)
    }
    Issue.record("the leftovers are still there")
  }

  // MARK: Rows of another version

  @Test func `rows of another version are made again, and then answered from`() throws {
    let directory = try closed()
    try makeOld(directory)
    do {
      let test = try TestEngine(in: directory)
      try test.engine.waitUntilReady()
      #expect(test.engine.readiness == .ready)
      #expect(try test.stance("FRA", "t").position == .support)
      try test.append(Event.said("2025-01-05", "FRA", "oppose"))
      #expect(try test.stance("FRA", "t").position == .oppose)
      try waitUntilTidy(test, live: 1)
      #expect(try test.rebuild(check: true).end == .complete)
    }
    // What is done once is not done again.
    let again = try TestEngine(in: directory)
    #expect(again.engine.readiness == .ready)
    #expect(try left(again).rows[0] == 0)
  }

  @Test func `rows of too few or too many projections are those of another version`() throws {
    for count in [0, ProjectionSet.versions.count - 1, ProjectionSet.versions.count + 1] {
      let directory = try closed()
      try change(directory) { journal, _, transaction in
        let versions = (ProjectionSet.versions + [1]).prefix(count)
        try ProjectionState(generation: 0, versions: Array(versions))
          .write(journal, &transaction)
      }
      let test = try TestEngine(in: directory)
      try test.engine.waitUntilReady()
      #expect(try test.stance("FRA", "t").position == .support)
    }
  }

  @Test func `until they are there only the log is read, and nothing is appended`() throws {
    let directory = try closed()
    try makeOld(directory)
    // A record that cannot be read: the rebuild meets it and ends, and the state before it stays.
    try change(directory) { journal, _, transaction in
      try transaction.put(
        try transaction.openTable(named: "log"),
        Journal.key(UInt64(Self.dayCount)),
        [0xFF]
      )
    }
    let test = try TestEngine(in: directory)
    #expect(throws: Refusal.self) { try test.engine.waitUntilReady() }
    guard case .failed(let reason) = test.engine.readiness else {
      Issue.record("\(test.engine.readiness)")
      return
    }
    func code(_ body: () throws -> Void) -> RefusalCode? {
      (#expect(throws: Refusal.self) { try body() })?.code
    }
    let clocks = ClockQuery()
    let draft = try test.draft(Event.said("2025-01-05", "FRA", "oppose"))
    #expect(code { _ = try test.stance("FRA", "t") } == reason.code)
    #expect(
      code { _ = try test.engine.board(topic: "t", clocks: clocks, after: nil, limit: 9) }
        == reason.code
    )
    #expect(
      code { _ = try test.engine.events(EventFilter(topic: "t"), after: 0, limit: 9) }
        == reason.code
    )
    #expect(code { _ = try test.result([draft]).get() } == reason.code)
    #expect(code { _ = try test.result([draft], dryRun: true).get() } == reason.code)
    #expect(test.engine.head == UInt64(Self.dayCount) + 1)
    #expect(try test.engine.events(EventFilter(), after: 0, limit: 9).items.count == 9)
    #expect(try !test.engine.event(1, derived: false).isEmpty)
    #expect(try !test.engine.export(after: 0, byteLimit: 1000).bytes.isEmpty)
    #expect(test.engine.status().projections.map(\.head) == ProjectionSet.versions.map { _ in 0 })
  }

  @Test func `rows of a version that can be read are answered from while they are made again`()
    throws
  {
    let directory = try closed()
    try makeOld(directory, clearing: false)
    var readable = ProjectionSet.readableVersions
    readable[1].append(0)
    let test = try TestEngine(in: directory, readableVersions: readable)
    #expect(test.engine.readiness == .ready)
    #expect(try test.stance("FRA", "t").position == .support)
    try test.append(Event.said("2025-01-05", "FRA", "oppose"))
    #expect(try test.stance("FRA", "t").position == .oppose)
    try waitUntilTidy(test, live: 1)
    let state = try test.engine.journal.environment.read {
      try ProjectionState.read(test.engine.journal, $0)
    }
    #expect(state == ProjectionState(generation: 1, versions: ProjectionSet.versions))
    #expect(try test.rebuild(check: true).end == .complete)
  }

  // MARK: What a killed rebuild left

  @Test func `a start goes on with rows of another version where it stood`() throws {
    let directory = try closed()
    try fillHalf(directory, through: 200)
    try makeOld(directory)
    let test = try TestEngine(in: directory)
    try test.engine.waitUntilReady()
    try waitUntilTidy(test, live: 1)
    #expect(try test.stance("FRA", "t").position == .support)
    // The row that none would make is still there: nothing was begun anew.
    let check = try test.rebuild(check: true)
    #expect(check.projections.filter { !$0.isIdentical }.map(\.name) == ["definitions"])
  }

  @Test func `a start goes on with what was to replace live rows, which answer meanwhile`() throws {
    let directory = try closed()
    try fillHalf(directory, through: 200)
    let test = try TestEngine(in: directory)
    #expect(test.engine.readiness == .ready)
    #expect(try test.stance("FRA", "t").position == .support)
    try waitUntilTidy(test, live: 1)
    let state = try test.engine.journal.environment.read {
      try ProjectionState.read(test.engine.journal, $0)
    }
    #expect(state?.generation == 1)
    #expect(try test.rebuild(check: true).end == .different, "the odd row came along")
  }

  @Test func `what cannot be gone on with is begun anew, or deleted`() throws {
    // A check, another version, other rows than were counted, an event that is not there.
    for (replaces, versions, miscount, isStart) in [
      (false, ProjectionSet.versions, 0, false), (true, [9, 9, 9, 9, 9], 0, false),
      (true, ProjectionSet.versions, 1, true),
    ] as [(Bool, [UInt8], UInt64, Bool)] {
      let directory = try closed()
      try fillHalf(
        directory,
        through: 100,
        replaces: replaces,
        versions: versions,
        miscount: miscount
      )
      let test = try TestEngine(in: directory)
      try waitUntilTidy(test, live: isStart ? 1 : 0)
      #expect(try test.stance("FRA", "t").position == .support)
      #expect(try test.rebuild(check: true).end == .complete)
    }
  }

  @Test func `a check that was killed is gone on with by the next, and so is a rebuild`() throws {
    for isCheck in [true, false] {
      let directory = try closed()
      let test = try TestEngine(in: directory)
      // Filled under a running engine, as by a slice of its own.
      let (journal, aside) = (test.engine.journal, test.engine.sets[1])
      try journal.environment.write { transaction throws in
        for number in 1...UInt64(250) {
          let header = try journal.requiredHeader(number, transaction)
          try aside.apply(header, seq: number, journal: journal, to: &transaction)
        }
        try RebuildMark(
          generation: 1,
          replaces: !isCheck,
          seq: 250,
          rows: try RebuildMark.rowCount(of: aside, transaction),
          versions: ProjectionSet.versions
        ).write(journal, &transaction)
      }
      let first = Mutex<UInt64?>(nil)
      let answer = try test.rebuild(check: isCheck) { progress in
        first.withLock { if $0 == nil { $0 = progress.done } }
        return true
      }
      #expect(answer.end == .complete)
      #expect(!answer.projections.contains { !$0.isIdentical })
      #expect(try #require(first.withLock { $0 }) > 250)
      #expect(try !left(test).hasMark)
    }
  }

  @Test func `a mark that is none is no mark`() throws {
    for value in [
      [], [2], [UInt8](repeating: 0, count: 18), [9, 1] + [UInt8](repeating: 0, count: 40),
    ] {
      let directory = try closed()
      try change(directory) { journal, _, transaction in
        try transaction.put(journal.meta, Array("rebuild".utf8), value as [UInt8])
      }
      let test = try TestEngine(in: directory)
      #expect(try test.rebuild(check: true).end == .complete)
      #expect(try !left(test).hasMark)
    }
  }

  @Test func `cancelled nothing half filled is left`() throws {
    let test = try TestEngine(in: try closed())
    #expect(try test.rebuild(check: false) { $0.done == 0 }.end == .cancelled)
    let left = try left(test)
    #expect(left.rows[1] == 0 && !left.hasMark)
  }

  @Test func `stopped in the middle a caller's rebuild is not gone on with`() throws {
    let directory = try closed()
    do {
      let test = try TestEngine(in: directory)
      try fillWhileStopping(test)
    }
    let test = try TestEngine(in: directory)
    try waitUntilTidy(test, live: 0)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  /// Has the engine stop while a rebuild fills.
  private func fillWhileStopping(_ test: TestEngine) throws {
    let answer = Mutex<RebuildAnswer.End?>(nil)
    test.engine.rebuild(
      check: false,
      progress: { _ in
        // The queue is closed by the time the slice has been told of: no further one comes.
        test.engine.writer.queue.close()
        return true
      },
      completion: { result in answer.withLock { $0 = (try? result.get())?.end } }
    )
    test.engine.close()
    #expect(answer.withLock { $0 } != nil)
    #expect(try !left(test).hasMark)
  }
}
