/// What an idle daemon holds, and how large its file is beside its export.
struct MemoryPart {
  private let base: Base

  init(_ base: Base) { self.base = base }

  func measure() throws -> Report {
    var ledger = Ledger()
    let file = try base.journal() + "/journal/data.mdb"
    for round in 1...base.options.rounds {
      Progress.say("memory, round \(round)")
      let chancery = try Chancery(base.scratch, data: base.journal())
      defer { chancery.stop() }
      ledger.add("started", Chancery.name, .memory, chancery.process.privateMemory)
      let asked = try base.votes.get().questions(4096)
      _ = try Asking.run(chancery, asked, seconds: base.options.seconds)
      ledger.add("after questions", Chancery.name, .memory, chancery.process.privateMemory)
      let exported = try chancery.drain(HTTP.get("/v1/export", close: true)).bytes
      ledger.add("after an export", Chancery.name, .memory, chancery.process.privateMemory)
      ledger.add("file", Chancery.name, "MB", base.scratch.bytes(file) / 1e6)
      ledger.add("exported", Chancery.name, "MB", exported / 1e6)
    }
    let ratio = ledger["file", Chancery.name, "MB"] / ledger["exported", Chancery.name, "MB"]
    return Report(
      title: "Memory and disk",
      figures: ledger.table,
      bars: [
        Bar(
          "idle, private memory",
          ledger["after an export", Chancery.name, .memory],
          .atMost(40),
          unit: "MiB"
        ),
        Bar("file, of its own export", ratio, .atMost(2)),
      ],
      notes: [
        "\(Format.count(base.options.size)) votes. Private memory is RssAnon.",
        "The daemon keeps 64 MiB allocated past the end of the file, which are not counted.",
      ]
    )
  }
}
