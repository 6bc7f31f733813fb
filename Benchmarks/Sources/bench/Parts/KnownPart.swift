/// What was known in the past, what has been corrected, what arrived late: each beside the plain
/// question.
struct KnownPart {
  private let base: Base
  private var ledger = Ledger()
  private var notes: [String] = []

  init(_ base: Base) { self.base = base }

  mutating func measure() throws -> Report {
    try measurePast()
    try measureShape(Shape.corrected(events: min(20_000, base.options.size)))
    try measureShape(Shape.late(count: 100_000))
    return Report(
      title: "Known in the past",
      figures: ledger.table,
      bars: [
        bar("known in the past", "plain", "known, half the log"),
        bar(
          "every event corrected 5 times",
          "before 5 corrections each",
          "after 5 corrections each"
        ),
        bar(
          "100,000 late arrivals on one pair",
          "before 100,000 late arrivals",
          "known before 100,000 late arrivals"
        ),
      ],
      notes: notes
    )
  }

  private func bar(_ what: String, _ plain: String, _ work: String) -> Bar {
    Bar(
      "\(what): p99, of the plain question's",
      ledger[work, Chancery.name, .p99] / ledger[plain, Chancery.name, .p99],
      .atMost(2)
    )
  }

  /// The same questions at the head and at half of it, on the votes.
  private mutating func measurePast() throws {
    let asked = try base.votes.get().questions(8192)
    let chancery = try Chancery(base.scratch, data: base.journal())
    defer { chancery.stop() }
    let half = try chancery.head() / 2
    for round in 1...base.options.rounds {
      Progress.say("known, round \(round)")
      let seconds = base.options.seconds
      ledger.add("plain", Chancery.name, try Asking.run(chancery, asked, seconds: seconds))
      ledger.add(
        "known, half the log",
        Chancery.name,
        try Asking.run(chancery, asked, known: half, seconds: seconds)
      )
    }
  }

  private mutating func measureShape(_ shape: Shape) throws {
    let found = try ShapeRun(base, shape).measure()
    for (work, figures) in found.questions { ledger.add(work, Chancery.name, figures) }
    notes.append(found.note)
  }
}
