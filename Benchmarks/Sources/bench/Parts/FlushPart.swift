import CStores

/// The study of decision 22: what a lone append would gain if it were acknowledged after one flush of
/// a file in front of LMDB, with the puts that Chancery makes and nothing around them.
struct FlushPart {
  private static let ways: [(name: String, way: flush_way)] = [
    ("LMDB's commit", FLUSH_COMMIT),
    ("LMDB's commit, its meta page unflushed", FLUSH_COMMIT_WITHOUT_META),
    ("a flushed tail, then LMDB's commit", FLUSH_TAIL_THEN_COMMIT),
    ("a flushed tail, LMDB's commit beside", FLUSH_TAIL_BESIDE_COMMIT),
  ]
  /// Without a pause, and with one in which LMDB has long committed.
  private static let pauses: [(name: String, microseconds: UInt64)] = [
    ("one after the other", 0), ("one every 3 ms", 3000),
  ]

  private let base: Base

  init(_ base: Base) { self.base = base }

  func measure() throws -> Report {
    var ledger = Ledger()
    let scratch = base.scratch
    let directory = try scratch.workCopy(base.raw(), "raw")
    let raw = try RawStore(directory)
    var rollCall = 300_000
    for round in 1...base.options.rounds {
      Progress.say("flush, round \(round)")
      for pause in Self.pauses {
        let count = Int(base.options.seconds * (pause.microseconds == 0 ? 2000 : 300))
        for (name, way) in Rotation.of(Self.ways, by: round) {
          let fresh = try base.freshVotes(count, firstRollCall: rollCall)
          rollCall += count / SyntheticVotes.statesPerRollCall + 1
          let figures = try raw.append(
            fresh,
            0..<count,
            acknowledged: way,
            tail: directory + "/tail",
            pauseMicroseconds: pause.microseconds
          )
          ledger.add("append, \(pause.name)", name, figures)
        }
      }
      // Of the 64 MiB of the tail: a lone vote changes some twenty pages, 64 of as many clients some 150.
      for count in [20, 150] {
        for areApart in [false, true] {
          let micros = try FlushProbe.micros(
            directory + "/tail",
            pages: count,
            of: 16_384,
            areApart: areApart,
            rounds: 101
          )
          let who = areApart ? "pages that lie apart" : "pages next to each other"
          ledger.add("\(count) pages written and flushed", who, .p50, Series(micros).median)
        }
      }
    }
    return Report(
      title: "One flush",
      figures: ledger.table,
      bars: [],
      notes: [
        "Latency is up to the acknowledgement; the throughput has LMDB's commits in it.",
        "Before: \(Format.count(base.options.size)) votes.",
      ]
    )
  }
}
