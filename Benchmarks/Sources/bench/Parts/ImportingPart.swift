import CLoad
import Glibc

/// What others feel of a bulk import: single appends, questions, memory, followers.
struct ImportingPart {
  private let base: Base
  private var ledger = Ledger()
  private var notes: [String] = []
  /// Votes imported in each run.
  private var count: Int { min(300_000, base.options.size) }

  init(_ base: Base) { self.base = base }

  mutating func measure() throws -> Report {
    let bulk = try base.freshVotes(count, firstRollCall: 200_000)
    for round in 1...base.options.rounds {
      Progress.say("importing, round \(round)")
      try run(bulk, Self.alone)
      try run(bulk, Self.probed, probes: true)
      try run(bulk, Self.deaf, followers: 1000, filter: "&type=meeting.held")
      try run(bulk, Self.all, followers: 20, filter: "")
    }
    return report()
  }

  private static let alone = "import alone"
  private static let probed = "import, probed"
  private static let deaf = "import, 1,000 followers that nothing fits"
  private static let all = "import, 20 followers that get everything"

  private mutating func run(
    _ bulk: VoteFile,
    _ work: String,
    probes: Bool = false,
    followers: Int = 0,
    filter: String = ""
  ) throws {
    let chancery = try Chancery(
      base.scratch,
      data: base.scratch.workCopy(base.journal(), "journal")
    )
    defer { chancery.stop() }
    let following = try followers > 0 ? Followers(chancery, followers, filter: filter) : nil
    let watch = try probes ? Probes(base, chancery) : nil
    let cpu = chancery.process.cpuSeconds
    // The base has the definitions, perhaps in other words.
    let votes = UnsafeRawBufferPointer(rebasing: bulk.text[Definitions.end(in: bulk.text)...])
    let (seconds, peak) = try chancery.process.peakMemory { try chancery.append(votes) }
    ledger.add(work, Chancery.name, "CPU seconds", chancery.process.cpuSeconds - cpu)
    ledger.add(work, Chancery.name, .perSecond, Double(bulk.count) / seconds)
    ledger.add(work, Chancery.name, .memory, peak)
    if let watch {
      ledger.add("single append meanwhile", Chancery.name, try watch.appends.stop())
      ledger.add("stance meanwhile", Chancery.name, try watch.questions.stop())
    }
    if let following {
      let wanted = filter.isEmpty ? bulk.count : 0
      notes.append(try following.end(work, wanted: wanted))
    }
    if probes { notes.append(try chancery.verify()) }
  }

  private func report() -> Report {
    let alone = ledger[Self.alone, Chancery.name, .perSecond]
    let deaf = ledger[Self.deaf, Chancery.name, .perSecond]
    let milliseconds = { (series: Series) in Series(series.values.map { $0 / 1000 }) }
    return Report(
      title: "While importing",
      figures: ledger.table,
      bars: [
        Bar(
          "single append: p99",
          milliseconds(ledger["single append meanwhile", Chancery.name, .p99]),
          .atMost(20),
          unit: "ms"
        ),
        Bar(
          "stance: p99",
          milliseconds(ledger["stance meanwhile", Chancery.name, .p99]),
          .atMost(5),
          unit: "ms"
        ),
        Bar(
          "private memory",
          ledger[Self.probed, Chancery.name, .memory],
          .atMost(64),
          unit: "MiB"
        ),
        Bar("import's speed with 1,000 followers that nothing fits", deaf / alone, .atLeast(0.8)),
      ],
      notes: [
        "\(Format.count(count)) votes in bulk, into a journal of "
          + "\(Format.count(base.options.size)).",
        "An append every 20 ms, a question every millisecond; those held up count too.",
      ] + Array(Set(notes)).sorted()
    )
  }
}

/// Clients that follow the log meanwhile.
private final class Followers {
  private let handle: OpaquePointer
  private let count: Int

  init(_ chancery: Chancery, _ count: Int, filter: String) throws {
    self.count = count
    let request = Array(
      """
      GET /v1/events?follow=true\(filter) HTTP/1.1\r\nHost: x\r\n\
      Accept: application/x-ndjson\r\n\r\n
      """.utf8
    )
    guard let handle = followers_start(chancery.socket, request, request.count, UInt32(count))
    else {
      throw Failure("\(count) followers do not connect: \(String(cString: strerror(errno)))")
    }
    self.handle = handle
    // Until the daemon has taken them all.
    usleep(500_000)
  }

  /// Waits until the slowest has everything, and ends them.
  func end(_ work: String, wanted: Int) throws -> String {
    let end = load_now() + 120_000_000_000
    while followers_least(handle) < wanted, load_now() < end { usleep(20_000) }
    let least = followers_least(handle)
    let dropped = followers_dropped(handle)
    followers_stop(handle)
    guard dropped == 0, least >= wanted else {
      throw Failure("\(work): \(dropped) dropped, the slowest got \(least) of \(wanted)")
    }
    return "\(work): none dropped, each got \(Format.count(wanted)) events."
  }
}

/// A single append now and then, and a question now and then.
private struct Probes {
  let appends: RunningLoad
  let questions: RunningLoad

  init(_ base: Base, _ chancery: Chancery) throws {
    let fresh = try base.freshVotes(40_000, firstRollCall: 300_000)
    var append = chancery.load(AppendRequests.chancery(fresh))
    append.once = true
    append.every = 0.02
    var ask = chancery.load(Requests(try base.votes.get().questions(4096).map { HTTP.stance($0) }))
    ask.warmUp = 0
    ask.seconds = 3600
    ask.every = 0.001
    appends = try RunningLoad(append)
    questions = try RunningLoad(ask)
  }
}
