/// All projections made again from the log, beside SQLite refilling its one index, and raw LMDB the rows alone.
struct RebuildPart {
  private let base: Base

  init(_ base: Base) { self.base = base }

  func measure() throws -> Report {
    var ledger = Ledger()
    let work = "rebuild"
    let count = Double(base.options.size)
    let chancery = try Chancery(
      base.scratch,
      data: base.scratch.workCopy(base.journal(), "journal")
    )
    defer { chancery.stop() }
    let sqlite = try SQLiteStore(base.scratch.workCopy(base.sqlite(), "sqlite") + "/votes.db")
    let raw = try RawStore(base.scratch.workCopy(base.raw(), "raw"))
    for round in 1...base.options.rounds {
      Progress.say("rebuild, round \(round)")
      let request = HTTP.post("/v1/admin/rebuild", type: "application/json", length: 0, close: true)
      let (drained, peak) = try chancery.process.peakMemory { try chancery.drain(request) }
      let seconds = drained.seconds
      ledger.add(work, Chancery.name, .seconds, seconds)
      ledger.add(work, Chancery.name, .perSecond, count / seconds)
      ledger.add(work, Chancery.name, .memory, peak)
      let refill = try sqlite.refill()
      ledger.add(work, SQLiteStore.name, .seconds, refill)
      ledger.add(work, SQLiteStore.name, .perSecond, count / refill)
      let sorted = try raw.refill()
      ledger.add(work, RawStore.name, .seconds, sorted)
      ledger.add(work, RawStore.name, .perSecond, count / sorted)
    }
    let ours = ledger[work, Chancery.name, .perSecond]
    return Report(
      title: "Rebuild",
      figures: ledger.table,
      bars: [
        Bar("events a second", ours, .atLeast(1_000_000), unit: ""),
        Bar("of SQLite's speed", ours / ledger[work, SQLiteStore.name, .perSecond], .atLeast(5)),
      ],
      notes: [
        "Chancery makes every projection beside the live one and compares both.",
        "SQLite empties its stance index and fills it in one transaction.",
        "Raw LMDB gathers the rows of stances alone in memory, sorts and appends them, in one transaction.",
        try chancery.verify(),
      ]
    )
  }
}
