/// The whole log as text over the socket.
struct ExportPart {
  private let base: Base

  init(_ base: Base) { self.base = base }

  func measure() throws -> Report {
    var ledger = Ledger()
    let work = "export"
    let chancery = try Chancery(base.scratch, data: base.journal())
    defer { chancery.stop() }
    let postgres = try base.postgres()
    defer { postgres.stop() }
    for round in 1...base.options.rounds {
      Progress.say("export, round \(round)")
      let found = try chancery.drain(HTTP.get("/v1/export", close: true))
      add(Chancery.name, found.bytes, found.seconds, to: &ledger)
      let size = try postgres.run("SELECT sum(length(event) + 8) FROM log", database: "votes")
      let seconds = try postgres.copyOut("log", database: "votes")
      add(Postgres.name + " COPY", Double(size.filter(\.isNumber)) ?? 0, seconds, to: &ledger)
    }
    return Report(
      title: "Export",
      figures: ledger.table,
      bars: [
        Bar("MB a second", ledger[work, Chancery.name, "MB a second"], .atLeast(300), unit: "MB/s")
      ],
      notes: [
        "Chancery: every event with salt, header, data and leaf, and the root at the end.",
        "PostgreSQL: its log table through psql. Nothing was written.",
      ]
    )
  }

  private func add(_ who: String, _ bytes: Double, _ seconds: Double, to ledger: inout Ledger) {
    ledger.add("export", who, .seconds, seconds)
    ledger.add("export", who, "MB", bytes / 1e6)
    ledger.add("export", who, "MB a second", bytes / 1e6 / seconds)
  }
}
