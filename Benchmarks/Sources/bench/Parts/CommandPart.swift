/// One question as a process: `chancery stance` beside `redis-cli get`.
struct CommandPart {
  private let base: Base

  init(_ base: Base) { self.base = base }

  func measure() throws -> Report {
    let chancery = try Chancery(base.scratch, data: base.journal())
    defer { chancery.stop() }
    let redis = try Redis(base.scratch, durable: false)
    defer { redis.stop() }
    try redis.fill(1, valueBytes: 1000)
    let asked = try base.votes.get().questions(1)[0]
    let commands: [(String, [String])] = [
      (
        "chancery stance",
        [
          "chancery", "stance", asked.holder, asked.topic, "--at", CivilDay.text(asked.day),
          "--socket", chancery.socket,
        ]
      ),
      ("redis-cli get", ["redis-cli", "-s", redis.socket, "get", "k0"]),
      ("true", ["true"]),
    ]
    var ledger = Ledger()
    let count = max(20, Int(100 * base.options.seconds))
    for round in 1...base.options.rounds {
      Progress.say("cli, round \(round)")
      var times: [String: [Double]] = [:]
      for _ in 0..<count {
        for (name, command) in commands {
          times[name, default: []].append(try ChildProcess.time(command) * 1000)
        }
      }
      for (name, _) in commands {
        let series = Series(times[name] ?? [])
        ledger.add("one process", name, "p50 ms", series.median)
        ledger.add(
          "one process",
          name,
          "p90 ms",
          series.values.sorted()[series.values.count * 9 / 10]
        )
      }
    }
    let ours = ledger["one process", "chancery stance", "p50 ms"]
    return Report(
      title: "The command as a process",
      figures: ledger.table,
      bars: [
        Bar("p50", ours, .atMost(5), unit: "ms"),
        Bar(
          "p50, of redis-cli get's",
          ours / ledger["one process", "redis-cli get", "p50 ms"],
          .atMost(2)
        ),
      ],
      notes: [
        "From before posix_spawn until the process has been waited for; \(count) a round, in turn."
      ]
    )
  }
}
