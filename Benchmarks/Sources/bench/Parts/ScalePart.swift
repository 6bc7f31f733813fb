import CLoad

/// What a question, a start and a byte cost at 10^4 events, 10^5 and so on.
struct ScalePart {
  private let base: Base

  init(_ base: Base) { self.base = base }

  private var sizes: [Int] {
    var sizes: [Int] = []
    var size = 10_000
    while size <= base.options.max {
      sizes.append(size)
      size *= 10
    }
    return sizes
  }

  func measure() throws -> Report {
    var ledger = Ledger()
    var notes: [String] = []
    for size in sizes {
      Progress.say("scale, \(size)")
      notes.append(try measure(size, &ledger))
    }
    return Report(
      title: "Scale",
      figures: ledger.table,
      bars: bars(ledger),
      notes: [
        "p50 and p99 are of questions that were asked once before; first p50 is of that once, right after a start.",
        "64 alone p50 is of 64 of the questions, asked in turn by themselves.",
        "Synthetic votes. A start is from the process's to its first answer that it is ready.",
      ] + notes
    )
  }

  private func measure(_ size: Int, _ ledger: inout Ledger) throws -> String {
    let work = Self.work(size)
    let scratch = base.scratch
    let path = scratch.work + "/votes.ndjson"
    try Base.writeVotes(path, SyntheticVotes(), count: size)
    let data = try scratch.workDirectory("journal")
    let filled = try Chancery(scratch, data: data)
    let text = try MappedFile(path)
    let seconds = try filled.append(text.bytes)
    ledger.add(work, Chancery.name, "import per second", Double(size) / seconds)
    ledger.add(work, Chancery.name, "MiB after", filled.process.privateMemory)
    let verified = try filled.verify()
    filled.stop()
    let bytes = scratch.bytes(data + "/journal/data.mdb")
    ledger.add(work, Chancery.name, "bytes an event", bytes / Double(size))
    let asked = try VoteFile(path, limit: 1_000_000).questions(16_384)
    for _ in 1...base.options.rounds {
      let chancery = try Chancery(scratch, data: data)
      defer { chancery.stop() }
      ledger.add(work, Chancery.name, "start ms", chancery.startSeconds * 1000)
      // A process just started has no page of the file in its page tables.
      ledger.add(work, Chancery.name, "first p50 µs", try Asking.once(chancery, asked).p50)
      let figures = try Asking.run(chancery, asked, seconds: base.options.seconds)
      ledger.add(work, Chancery.name, .p50, figures.p50)
      ledger.add(work, Chancery.name, .p99, figures.p99)
      ledger.add(work, Chancery.name, "reply bytes", figures.replyBytes)
      // What these need of the file stays in the processor's caches: the depth of the trees alone is left.
      let few = try Asking.run(chancery, Array(asked.prefix(64)), seconds: base.options.seconds)
      ledger.add(work, Chancery.name, "64 alone p50 µs", few.p50)
      ledger.add(work, Chancery.name, "idle MiB", chancery.process.privateMemory)
    }
    return "\(work): \(verified)"
  }

  private func bars(_ ledger: Ledger) -> [Bar] {
    guard let largest = sizes.last, sizes.contains(100_000) else { return [] }
    let work = Self.work(largest)
    return [
      Bar(
        "p50 at \(work), of that at \(Self.work(100_000))",
        ledger[work, Chancery.name, .p50] / ledger[Self.work(100_000), Chancery.name, .p50],
        .atMost(1.3)
      ),
      Bar("start at \(work)", ledger[work, Chancery.name, "start ms"], .atMost(1000), unit: "ms"),
    ]
  }

  private static func work(_ size: Int) -> String { "\(Format.count(size)) events" }
}
