import ChanceryModel
import Projections
import Testing

/// Events about events that no sane client sends: each is appended or refused with its own code, and
/// nothing else happens.
@Suite struct ControlFuzzTests {
  /// How many events, and how many of them go to the writer, too.
  static let events = 20_000
  static let appendedEach = 8

  @Test func `of 20,000 random events about events none is the daemon's fault`() throws {
    let test = try TestEngine()
    var random = RandomControl(seed: 20_261_121)
    for event in RandomControl.furniture {
      try test.append([test.draft(event)])
      random.note(event)
    }
    var checker = test.engine.checker(declare: false)
    var codes: [RefusalCode: Int] = [:]
    var passed = 0
    for number in 0..<Self.events {
      if number.isMultiple(of: 500) {
        checker = test.engine.checker(declare: number.isMultiple(of: 1000))
      }
      let event = random.garbled(random.event())
      let draft: EventDraft
      do {
        draft = try test.draft(event)
      } catch let refusal as Refusal {
        codes[refusal.code, default: 0] += 1
        continue
      }
      if let refusal = checker.check(draft, line: number + 1) {
        codes[refusal.code, default: 0] += 1
      } else {
        passed += 1
      }
      guard number.isMultiple(of: Self.appendedEach) else { continue }
      switch test.result([draft], declare: number.isMultiple(of: 3)) {
      case .success(let answer):
        for seq in answer.head - UInt64(answer.appended + answer.declared.count)..<answer.head {
          let isOwn = seq + 1 == answer.head
          random.note(isOwn ? event : ["type": "topic.defined", "data": [:]])
        }
      case .failure(let refusal):
        #expect(refusal.code != .internalError, "\(refusal.detail): \(event)")
        codes[refusal.code, default: 0] += 1
      }
    }
    #expect(codes[.internalError] == nil)
    #expect(passed > Self.events / 20)
    for wanted in [
      .alreadyWithdrawn, .inUse, .invalidValue, .missingField, .unknownEvent, .unknownField,
      .versionConflict,
    ] as [RefusalCode] {
      #expect(codes[wanted, default: 0] > 10, "\(wanted): \(codes)")
    }
    #expect(try test.rebuild(check: true).end == .complete)
  }
}

extension RandomControl {
  /// An event with some of its parts replaced, doubled in depth, taken away or added.
  mutating func garbled(_ event: JSONValue) -> JSONValue {
    guard var object = event.objectValue, let data = object["data"], chance(1, of: 2) else {
      return event
    }
    object["data"] = garbled(data, depth: 0)
    return .object(object)
  }

  private mutating func garbled(_ value: JSONValue, depth: Int) -> JSONValue {
    switch value {
    case .object(var object) where !object.isEmpty && depth < 6:
      let member = object.members[below(object.members.count)]
      switch below(5) {
      case 0: object[member.key] = nil
      case 1:
        object[Text(one(of: ["event", "version", "data", "from", "into", "extra", "x"]))] = junk()
      case 2: object[member.key] = junk()
      default: object[member.key] = garbled(member.value, depth: depth + 1)
      }
      return .object(object)
    case .array(var elements) where !elements.isEmpty && depth < 6:
      let index = below(elements.count)
      elements[index] = garbled(elements[index], depth: depth + 1)
      return .array(elements)
    default: return junk()
    }
  }

  /// A value that hardly ever fits.
  private mutating func junk() -> JSONValue {
    switch below(12) {
    case 0: .null
    case 1: true
    case 2: .number(Double(below(40)) - 5)
    case 3: 9_007_199_254_740_991
    case 4: .number(0.5)
    case 5: .string(Text(one(of: ["", "t-a", "g-a", "m-a", "2025", "\u{1}", "é", "x y"])))
    case 6: ["source": "tests", "id": .string(Text("\(below(40))"))]
    case 7: .array([])
    case 8: [:]
    case 9: ["event": .number(Double(below(40))), "version": 1, "data": [:], "reason": "r"]
    case 10: event()
    default: event()["data"] ?? .null
    }
  }
}
