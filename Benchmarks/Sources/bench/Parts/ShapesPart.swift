/// Loads made to be hard, each with its figure.
struct ShapesPart {
  private let base: Base

  init(_ base: Base) { self.base = base }

  func measure() throws -> Report {
    var ledger = Ledger()
    var notes: [String] = []
    for make in shapes {
      let shape = make()
      let found = try ShapeRun(base, shape).measure()
      ledger.add(shape.name, shape.secondName, .seconds, found.seconds)
      ledger.add(shape.name, shape.secondName, .perSecond, found.perSecond)
      ledger.add(shape.name, shape.secondName, .memory, found.memory)
      for (probe, figures) in found.questions {
        ledger.add(shape.name, probe, .p50, figures.p50)
        ledger.add(shape.name, probe, .p99, figures.p99)
      }
      notes.append(found.note)
    }
    return Report(
      title: "Shapes made to be hard",
      figures: ledger.table("shape", "what"),
      notes: notes
    )
  }

  /// Made one after another: together they would not fit in memory.
  private var shapes: [() -> Shape] {
    let size = base.options.size
    return [
      { .corrected(events: min(20_000, size)) },
      { .late(count: min(100_000, size)) },
      // The votes are fewer than a million, and none of them is used here.
      { .onePair(count: size < Options.sizeDefault ? size : 1_000_000) },
      { .manyTopics(count: min(100_000, size)) },
      { .largeTexts(count: 16) },
      { .ids(count: min(200_000, size), random: false) },
      { .ids(count: min(200_000, size), random: true) },
      { .withdrawn(count: min(100_000, size)) },
    ]
  }
}
