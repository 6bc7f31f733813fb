/// A stance at a date over the socket, beside Redis GET and a prepared query of PostgreSQL, replies
/// equally long.
struct StancePart {
  /// How many different questions are asked in turn.
  static let questions = 16_384

  /// A request for which nothing is looked up.
  private static let server = "Chancery, `GET /livez`"

  private let base: Base

  init(_ base: Base) { self.base = base }

  func measure() throws -> Report {
    let asked = try base.votes.get().questions(Self.questions)
    let requests = Requests(asked.map { HTTP.stance($0) })
    let chancery = try Chancery(base.scratch, data: base.journal())
    defer { chancery.stop() }
    let replyBytes = Int(try replyLength(chancery, requests))
    let redis = try Redis(base.scratch, durable: false)
    defer { redis.stop() }
    try redis.fill(Self.questions, valueBytes: Redis.valueBytes(forReply: replyBytes))
    let postgres = try base.postgres()
    defer { postgres.stop() }
    let echo = try Echo(
      base.scratch,
      requestBytes: requests.meanLength,
      replyBytes: replyBytes
    )
    defer { echo.stop() }

    let gets = Requests((0..<Self.questions).map { Redis.command(["GET", "k\($0)"]) })
    // Beside the event a row has some 50 bytes: day, position, seq, and the protocol's own.
    let statement = Postgres.stanceStatement(padTo: max(1, replyBytes - 50))
    let queries = Requests(
      asked.map { PostgresMessages.execute([$0.holder, $0.topic, String($0.day)]) }
    )
    let loads: [(String, Load)] = [
      (Chancery.name, chancery.load(requests)),
      (Self.server, chancery.load(Requests([HTTP.get("/livez")]))),
      (Redis.name, redis.load(gets)),
      (Postgres.name, postgres.load(queries, statement: statement, database: "votes")),
      (Echo.name, echo.load()),
    ]
    return report(try rounds(loads))
  }

  /// The mean length of Chancery's replies, all questions asked once.
  private func replyLength(_ chancery: Chancery, _ requests: Requests) throws -> Double {
    var all = chancery.load(requests, connections: 16)
    all.once = true
    return try all.run().replyBytes
  }

  private func rounds(_ loads: [(String, Load)]) throws -> Ledger {
    var ledger = Ledger()
    for round in 1...base.options.rounds {
      Progress.say("stance, round \(round)")
      for connections in [1, 16] {
        for (who, load) in Rotation.of(loads, by: round) {
          var load = load
          load.connections = connections
          load.seconds = base.options.seconds
          ledger.add(Self.work(connections), who, try load.run(), reply: true)
        }
      }
    }
    return ledger
  }

  private static func work(_ connections: Int) -> String {
    connections == 1 ? "stance, 1 connection" : "stance, \(connections) connections"
  }

  private func report(_ ledger: Ledger) -> Report {
    func ratio(_ connections: Int, _ peer: String, _ metric: Ledger.Metric) -> Series {
      let work = Self.work(connections)
      return ledger[work, Chancery.name, metric] / ledger[work, peer, metric]
    }
    return Report(
      title: "Stance at a date",
      figures: ledger.table,
      bars: [
        Bar("1 connection: p50, of Redis GET's", ratio(1, Redis.name, .p50), .atMost(1.15)),
        Bar("1 connection: p50, of PostgreSQL's", ratio(1, Postgres.name, .p50), .atMost(0.85)),
        Bar("1 connection: p99, of Redis GET's", ratio(1, Redis.name, .p99), .atMost(1.5)),
        Bar(
          "16 connections: throughput, of Redis GET's",
          ratio(16, Redis.name, .perSecond),
          .atLeast(0.6)
        ),
        Bar(
          "16 connections: throughput, of PostgreSQL's",
          ratio(16, Postgres.name, .perSecond),
          .atLeast(1)
        ),
      ],
      notes: [
        "\(Format.count(base.options.size)) votes; \(Self.questions) questions in turn.",
        "`GET /livez` reads nothing and answers `ok`: the way through the server alone.",
        "Nothing was written.",
      ]
    )
  }
}
