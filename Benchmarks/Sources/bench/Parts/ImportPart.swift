import CLoad

/// A whole file of votes made durable: through the socket with all projections and the tree, beside
/// stores that get fields.
struct ImportPart {
  private let base: Base
  private var ledger = Ledger()
  private var verified = ""

  init(_ base: Base) { self.base = base }

  mutating func measure() throws -> Report {
    let votes = try base.votes.get()
    let files = try base.copyFiles()
    let postgres = try base.postgres()
    defer { postgres.stop() }
    for round in 1...base.options.rounds {
      Progress.say("import, round \(round)")
      try importIntoChancery(votes)
      try importIntoStores(votes)
      try postgres.makeDatabase("import")
      try base.scratch.settle()
      add(Postgres.name + " COPY", try postgres.copyIn(files, database: "import"), votes.count)
      try postgres.run("DROP DATABASE import", "CHECKPOINT")
    }
    Progress.say("import, by the command")
    try importByCommand(votes)
    return report()
  }

  private mutating func importIntoChancery(_ votes: VoteFile) throws {
    let chancery = try Chancery(base.scratch, data: base.scratch.workDirectory("journal"))
    defer { chancery.stop() }
    try base.scratch.settle()
    let cpu = chancery.process.cpuSeconds
    let (seconds, peak) = try chancery.process.peakMemory { try chancery.append(votes) }
    add(Chancery.name, seconds, votes.count)
    ledger.add(Self.work, Chancery.name, "CPU seconds", chancery.process.cpuSeconds - cpu)
    ledger.add(Self.work, Chancery.name, .memory, peak)
    verified = try chancery.verify()
  }

  /// Before each, what the one before has left unwritten is written.
  private mutating func importIntoStores(_ votes: VoteFile) throws {
    try base.scratch.settle()
    let raw = try RawStore(base.scratch.workDirectory("raw"))
    add(RawStore.name, try raw.append(votes, 0..<votes.count, perCommit: 2000).seconds, votes.count)
    try base.scratch.settle()
    let sqlite = try SQLiteStore(base.scratch.workDirectory("sqlite") + "/votes.db")
    add(
      SQLiteStore.name,
      try sqlite.append(votes, 0..<votes.count, perCommit: 1000).seconds,
      votes.count
    )
  }

  private mutating func importByCommand(_ votes: VoteFile) throws {
    let chancery = try Chancery(base.scratch, data: base.scratch.workDirectory("journal"))
    defer { chancery.stop() }
    let seconds = try ChildProcess.time(
      ["chancery", "import", "--socket", chancery.socket, votes.path]
    )
    add("chancery import", seconds, votes.count)
  }

  private mutating func add(_ who: String, _ seconds: Double, _ count: Int) {
    ledger.add(Self.work, who, .seconds, seconds)
    ledger.add(Self.work, who, .perSecond, Double(count) / seconds)
  }

  private static let work = "import"

  private func report() -> Report {
    let ours = ledger[Self.work, Chancery.name, .perSecond]
    return Report(
      title: "Import",
      figures: ledger.table,
      bars: [
        Bar(
          "of SQLite's speed",
          ours / ledger[Self.work, SQLiteStore.name, .perSecond],
          .atLeast(3)
        ),
        Bar(
          "of PostgreSQL COPY's speed",
          ours / ledger[Self.work, Postgres.name + " COPY", .perSecond],
          .atLeast(1)
        ),
      ],
      notes: [
        "Chancery: NDJSON over the socket, one request in bulk.",
        "`chancery import` checks the whole input first. It ran once.",
        "SQLite: 1,000 a transaction. PostgreSQL: one transaction. Raw LMDB: 2,000 a commit.",
        "SQLite and raw LMDB get fields in their own process: no socket, no JSON, no hashes.",
        verified,
      ]
    )
  }
}
