/// Durable appends of one event each: acknowledged when they are on disk, beside everybody's same
/// three tables.
struct AppendPart {
  /// Enough events for one load, at the most that any peer can do in a second.
  private static let perSecond = [1: 30_000, 64: 150_000]

  private let base: Base
  /// Where the next fresh votes are numbered from: no base comes so far.
  private var nextRollCall = 100_000
  private var ledger = Ledger()

  init(_ base: Base) { self.base = base }

  mutating func measure() throws -> Report {
    let scratch = base.scratch
    let chancery = try Chancery(scratch, data: scratch.workCopy(base.journal(), "journal"))
    defer { chancery.stop() }
    let raw = try RawStore(scratch.workCopy(base.raw(), "raw"))
    let sqlite = try SQLiteStore(scratch.workCopy(base.sqlite(), "sqlite") + "/votes.db")
    let postgres = try base.postgres()
    defer { postgres.stop() }
    try postgres.copyDatabase("votes", to: "append")
    let redis = try Redis(scratch, durable: true)
    defer { redis.stop() }
    let echo = try Echo(scratch, requestBytes: 420, replyBytes: 420)
    defer { echo.stop() }

    for round in 1...base.options.rounds {
      Progress.say("append, round \(round)")
      for connections in [1, 64] {
        let fresh = try freshVotes(connections)
        try appendByServers(fresh, connections, round, chancery, postgres, redis)
        let count = min(fresh.count, Int(Double(2000 * connections) * base.options.seconds))
        // As many clients can have as many events in a commit, and no more.
        ledger.add(
          Self.work(connections),
          RawStore.name,
          try raw.append(fresh, 0..<count, perCommit: connections)
        )
        guard connections == 1 else { continue }
        ledger.add(
          Self.work(1),
          SQLiteStore.name,
          try sqlite.append(fresh, 0..<count, perCommit: 1)
        )
        var trip = echo.load()
        trip.seconds = base.options.seconds / 4
        ledger.add(Self.work(1), Echo.name, try trip.run())
      }
    }
    try postgres.run("DROP DATABASE append")
    return report(verified: try chancery.verify())
  }

  /// Votes that nobody has yet.
  private mutating func freshVotes(_ connections: Int) throws -> VoteFile {
    let wanted = Double(Self.perSecond[connections] ?? 0) * base.options.seconds
    defer { nextRollCall += Int(wanted) / SyntheticVotes.statesPerRollCall + 1 }
    return try base.freshVotes(Int(wanted), firstRollCall: nextRollCall)
  }

  private mutating func appendByServers(
    _ fresh: VoteFile,
    _ connections: Int,
    _ round: Int,
    _ chancery: Chancery,
    _ postgres: Postgres,
    _ redis: Redis
  ) throws {
    let loads: [(String, Load)] = [
      (Chancery.name, chancery.load(AppendRequests.chancery(fresh))),
      (
        Postgres.name,
        postgres.load(
          AppendRequests.postgres(fresh),
          statement: Postgres.appendStatement,
          database: "append"
        )
      ),
      (Redis.name, redis.load(AppendRequests.redis(fresh))),
    ]
    for (who, load) in Rotation.of(loads, by: round) {
      var load = load
      load.connections = connections
      load.once = true
      load.seconds = base.options.seconds
      ledger.add(Self.work(connections), who, try load.run())
    }
  }

  private static func work(_ connections: Int) -> String {
    connections == 1 ? "append, 1 connection" : "append, \(connections) connections"
  }

  private func report(verified: String) -> Report {
    let one = Self.work(1)
    let many = Self.work(64)
    let floor = ledger[one, RawStore.name, .p50] + ledger[one, Echo.name, .p50]
    return Report(
      title: "Durable append",
      figures: ledger.table,
      bars: [
        Bar(
          "64 connections: throughput, of PostgreSQL's",
          ledger[many, Chancery.name, .perSecond] / ledger[many, Postgres.name, .perSecond],
          .atLeast(2)
        ),
        Bar(
          "64 connections: throughput, of Redis XADD's",
          ledger[many, Chancery.name, .perSecond] / ledger[many, Redis.name, .perSecond],
          .atLeast(0.5)
        ),
        Bar(
          "64 connections: throughput, of raw LMDB's with 64 events a commit",
          ledger[many, Chancery.name, .perSecond] / ledger[many, RawStore.name, .perSecond]
        ),
        Bar(
          "1 connection: p50, of a raw LMDB commit and an echo",
          ledger[one, Chancery.name, .p50] / floor,
          .atMost(1.2)
        ),
      ],
      notes: [
        "Raw LMDB and SQLite commit inside their own process, without a socket; raw LMDB's latencies are "
          + "a commit's.",
        "Before: \(Format.count(base.options.size)) votes; Redis's stream was empty.",
        verified,
      ]
    )
  }
}
