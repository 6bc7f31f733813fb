import ArgumentParser
import ChanceryAPI
import ChanceryModel
import Foundation
import LMDB
import Projections
import Synchronization

/// Does one kind of work a given number of times, for an instrument that counts instructions, as a release does it.
///
/// scripts/instructions runs it twice, with one number and with twice that number: the difference is what
/// the work costs, without the start. The events have the shape of roll calls, and are the same in each run.
@main
struct CostTool: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "costtool")

  enum Work: String, ExpressibleByArgument {
    /// Decodes events and checks them against all before them.
    case check
    /// Decodes events and appends them, a thousand a request.
    case append
    /// Answers the stance of a pair at a day, and encodes the answer.
    case stance
    /// Appends events, makes their rows anew beside, and ends with 1 unless these are the same.
    case rebuild
  }

  @Argument var work: Work
  @Argument var count: Int

  /// Events that questions are asked about.
  private static let askedEvents = 2000

  func run() throws {
    let directory = FileManager.default.temporaryDirectory.path + "/costtool-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let engine = try Engine.open(
      Engine.Configuration(
        directory: directory,
        // Little enough for an instrument that keeps its own books of the address space.
        mapBytes: 1 << 31,
        durability: .withoutSync,
        onFatal: { fatalError($0) }
      )
    )
    defer { engine.close() }
    switch work {
    case .check: try check(engine)
    case .append: try append(RollCalls.lines(count), to: engine)
    case .stance:
      try append(RollCalls.lines(CostTool.askedEvents), to: engine)
      try ask(engine)
    case .rebuild:
      try append(RollCalls.lines(count), to: engine)
      try rebuild(engine)
    }
  }

  private func decode(_ lines: ArraySlice<[UInt8]>, _ limits: EventLimits) throws -> [EventDraft] {
    try lines.map { try EventDecoder.decode(try JSONParser.parse($0), limits: limits) }
  }

  private func check(_ engine: Engine) throws {
    let checker = engine.checker(declare: false)
    let lines = RollCalls.lines(count)
    for start in stride(from: 0, to: lines.count, by: 1000) {
      let part = lines[start..<min(start + 1000, lines.count)]
      let refusals = checker.check(
        try decode(part, engine.eventLimits),
        lines: Array(part.indices)
      )
      if let refusal = refusals.compactMap({ $0 }).first { throw refusal }
    }
  }

  private func append(_ lines: [[UInt8]], to engine: Engine) throws {
    for start in stride(from: 0, to: lines.count, by: 1000) {
      let part = lines[start..<min(start + 1000, lines.count)]
      let request = AppendRequest(
        drafts: try decode(part, engine.eventLimits),
        recordedBy: "uid:0"
      )
      let done = DispatchSemaphore(value: 0)
      engine.append(request) { result in
        if case .failure(let refusal) = result { fatalError("\(refusal)") }
        done.signal()
      }
      done.wait()
    }
  }

  private func rebuild(_ engine: Engine) throws {
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<RebuildAnswer, Refusal>?>(nil)
    engine.rebuild(check: true, progress: { _ in true }) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    guard let answer = try answer.withLock({ $0 })?.get(), answer.end == .complete else {
      print("other rows than those that stand")
      throw ExitCode.failure
    }
  }

  private func ask(_ engine: Engine) throws {
    var bytes = 0
    for number in 0..<count {
      let answer = try engine.stance(
        holder: RollCalls.holders[number % RollCalls.holders.count],
        topic: RollCalls.topics[number % RollCalls.topics.count],
        clocks: ClockQuery(at: CivilDate(dayNumber: Int32(number % 5000)))
      )
      bytes += answer.encoded().count
    }
    print(bytes)
  }
}

/// Events in the shape of roll calls of the General Assembly.
enum RollCalls {
  static let topics: [Text] = ["co", "di", "ec", "hr", "me", "nu", "other"]
  static let holders = BuiltInActors.all.prefix(190).map(\.code)

  /// The definitions of the topics, then one vote a line: each roll call has a day and all holders.
  static func lines(_ count: Int) -> [[UInt8]] {
    var lines = topics.map { topic in
      """
      {"type":"topic.defined","source":"votes","id":"topic/\(topic)","data":{"topic":"\(topic)",\
      "title":"\(topic)","proposition":"The Assembly adopts a motion on \(topic)."}}
      """
    }
    let positions = ["support", "support", "oppose", "neutral"]
    for number in 0..<count {
      let (call, place) = number.quotientAndRemainder(dividingBy: holders.count)
      let day = CivilDate(dayNumber: Int32(call))
      // A country votes as it did on most roll calls, and otherwise on some.
      let position = positions[(place + (call % 7 == place % 7 ? 1 : 0)) % positions.count]
      let id = String(100_000 + call).dropFirst()
      lines.append(
        """
        {"type":"statement.made","source":"votes","id":"\(id)-\(holders[place])","data":\
        {"kind":"vote","occasion":"UN General Assembly roll call \(call)","said":"\(day)",\
        "stances":[{"holder":"\(holders[place])","position":"\(position)",\
        "topic":"\(topics[call % topics.count])"}]}}
        """
      )
    }
    return lines.map { Array($0.utf8) }
  }
}
