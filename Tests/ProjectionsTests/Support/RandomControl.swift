import ChanceryModel

/// Random events of every type over a handful of names, most of them about earlier events: right, wrong,
/// about what is withdrawn, replaced, of another type or not there at all.
struct RandomControl {
  private var random: SeededGenerator
  /// The states that an appended history has, by the rule in its plainest form.
  private(set) var states = PlainStates()

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  static let topics = ["t-a", "t-b", "t-c"]
  static let actors = ["g-a", "g-b", "ITA"]
  static let people = ["p-a", "p-b"]
  static let sources = ["s-a", "s-b"]
  static let meetings = ["m-a", "m-b", "m-c"]

  /// A definition of every name.
  static let furniture: [JSONValue] =
    topics.map {
      [
        "type": "topic.defined",
        "data": ["topic": .string(Text($0)), "title": "T", "proposition": "P"],
      ]
    }
    + actors.dropLast().map {
      [
        "type": "actor.defined",
        "data": ["actor": .string(Text($0)), "name": "N", "kind": "group"],
      ]
    }
    + people.map {
      ["type": "person.defined", "data": ["person": .string(Text($0)), "name": "P"]]
    }
    + sources.map { ["type": "source.filed", "data": ["source": .string(Text($0))]] }
    + meetings.map { ["type": "meeting.held", "data": ["meeting": .string(Text($0))]] }

  mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &random) }

  mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  mutating func chance(_ part: Int, of whole: Int) -> Bool { below(whole) < part }

  /// Notes that an event was appended.
  mutating func note(_ event: JSONValue) {
    states.append(event)
  }

  /// One event, fit to be appended or not.
  mutating func event() -> JSONValue {
    let type = one(of: [
      "topic.defined", "actor.defined", "person.defined", "source.filed", "statement.made",
      "statement.made", "statement.made", "statement.reported", "meeting.held",
      "attendance.reported", "outcome.reported", "statements.linked", "meetings.merged",
      "event.corrected", "event.corrected", "event.corrected", "event.withdrawn",
      "event.withdrawn", "event.withdrawn", "event.withdrawn", "event.reviewed",
      "stance.expected",
    ])
    return ["type": .string(Text(type)), "data": data(of: type)]
  }

  // MARK: Data

  mutating func data(of type: String) -> JSONValue {
    switch type {
    case "topic.defined": return topic()
    case "actor.defined": return actor()
    case "person.defined":
      return [
        "person": text(one(of: Self.people)), "name": "P",
        "offices": [["actor": text(one(of: Self.actors)), "rank": "head"]],
      ]
    case "source.filed": return source()
    case "statement.made": return statement()
    case "statement.reported":
      return [
        "statement": target("statement.made"), "report": ["source": text(one(of: Self.sources))],
      ]
    case "meeting.held", "meeting.scheduled":
      var data = object(["meeting": text(one(of: Self.meetings))])
      if chance(1, of: 3) { data["hosts"] = [text(one(of: Self.actors))] }
      if chance(1, of: 4) { data["follows"] = text(one(of: Self.meetings)) }
      return .object(data)
    case "attendance.reported":
      return [
        "meeting": text(one(of: Self.meetings)), "actor": text(one(of: Self.actors)),
        "role": "host", "person": text(one(of: Self.people)),
      ]
    case "outcome.reported":
      return [
        "meeting": text(one(of: Self.meetings)), "text": "T", "kind": "plan",
        "agreed_by": [text(one(of: Self.actors))],
        "parts": [["text": "p", "topic": text(one(of: Self.topics))]],
      ]
    default: return control(type)
    }
  }

  private mutating func control(_ type: String) -> JSONValue {
    switch type {
    case "statements.linked":
      return [
        "from": target("statement.made"), "to": target("statement.made"),
        "kind": one(of: ["same-utterance", "supersedes", "denies"]),
        "certainty": one(of: ["certain", "probable"]),
      ]
    case "meetings.merged":
      return [
        "from": text(one(of: Self.meetings)), "into": text(one(of: Self.meetings)), "reason": "r",
      ]
    case "event.corrected": return correction()
    case "event.withdrawn": return ["event": number(anySeq()), "reason": "r"]
    case "event.reviewed":
      return [
        "event": number(anySeq()), "verdict": "disputed", "coder": "b",
        "stances": [stance(one(of: Self.actors), one(of: Self.topics))],
      ]
    default:
      return [
        "holder": text(one(of: Self.actors)), "topic": text(one(of: Self.topics)),
        "position": "oppose", "at": "2025-01-05",
      ]
    }
  }

  private mutating func correction() -> JSONValue {
    let seq = anySeq()
    let type = states.type(seq) ?? "statement.made"
    let version = chance(1, of: 6) ? anySeq() : states.state(seq).version
    var data: JSONValue
    if type == "event.corrected" || type == "event.withdrawn" || type == "event.reviewed",
      let old = states.data(seq)?.objectValue, chance(5, of: 6)
    {
      // What it is about stays.
      var kept = old
      if let inner = old["data"], chance(2, of: 3),
        let event = old["event"]?.intValue, let innerType = states.type(UInt64(event))
      {
        kept["data"] = self.data(of: innerType)
        if chance(1, of: 2) { kept["data"] = inner }
      }
      kept["reason"] = "better"
      data = .object(kept)
    } else {
      data = self.data(of: chance(1, of: 12) ? "statement.made" : type)
      if let old = states.data(seq)?.objectValue, chance(5, of: 6), var new = data.objectValue {
        for field in ["topic", "actor", "person", "source", "meeting", "from", "sha256", "bytes"]
        where type != "statement.made" && type != "attendance.reported" {
          if let kept = old[Text(field)] { new[Text(field)] = kept }
        }
        data = .object(new)
      }
    }
    return ["event": number(seq), "version": number(version), "data": data, "reason": "r"]
  }

  private mutating func topic() -> JSONValue {
    var data = object([
      "topic": text(one(of: Self.topics)), "title": one(of: ["T", "U"]),
      "proposition": one(of: ["P", "P", "Q"]),
    ])
    if chance(1, of: 3) { data["parent"] = text(one(of: Self.topics)) }
    return .object(data)
  }

  private mutating func actor() -> JSONValue {
    let code = one(of: Self.actors)
    var data = object([
      "actor": text(code), "name": one(of: ["N", "O"]),
      "kind": code == "ITA" ? "state" : one(of: ["group", "office"]),
    ])
    if data["kind"] == "office" { data["of"] = text(one(of: Self.actors)) }
    if data["kind"] == "group", chance(1, of: 3) {
      data["members"] = [["actor": text(one(of: Self.actors))]]
    }
    return .object(data)
  }

  private mutating func source() -> JSONValue {
    var data = object(["source": text(one(of: Self.sources))])
    if chance(1, of: 2) { data["published"] = one(of: ["2025-01-04", "2025-01"]) }
    if chance(1, of: 4) { data["text"] = "some words of hers" }
    if chance(1, of: 4) { data["derived_from"] = text(one(of: Self.sources)) }
    return .object(data)
  }

  private mutating func statement() -> JSONValue {
    var data = object(["said": one(of: ["2025-01-03", "2025-01", "[..2025-01-08]"])])
    data["stances"] = [stance(one(of: Self.actors), one(of: Self.topics))]
    if chance(1, of: 4) { data["about"] = [["meeting": text(one(of: Self.meetings))]] }
    if chance(1, of: 4) { data["to"] = [text(one(of: Self.actors))] }
    if chance(1, of: 4) { data["speaker"] = ["person": text(one(of: Self.people))] }
    if chance(1, of: 4) { data["refers_to"] = number(anySeq()) }
    if chance(1, of: 3) {
      data["source"] = text(one(of: Self.sources))
      if chance(1, of: 3) { data["quote"] = one(of: ["words", "no such words"]) }
    }
    return .object(data)
  }

  private mutating func stance(_ holder: String, _ topic: String) -> JSONValue {
    [
      "holder": text(holder), "topic": text(topic),
      "position": one(of: ["support", "oppose", "neutral"]),
    ]
  }

  // MARK: Small parts

  private func object(_ members: [Text: JSONValue]) -> JSONObject {
    var object = JSONObject()
    for (key, value) in members { object[key] = value }
    return object
  }

  private func text(_ string: String) -> JSONValue { .string(Text(string)) }

  private func number(_ seq: UInt64) -> JSONValue { .number(Double(seq)) }

  /// Any event, now and then one that is not there; the newest more often.
  private mutating func anySeq() -> UInt64 {
    let head = Int(states.head)
    if chance(1, of: 20) || head == 0 { return UInt64(head + 1 + below(3)) }
    let reach = chance(1, of: 2) ? min(head, 6) : head
    return UInt64(head - below(reach))
  }

  /// Most often an event of a type.
  private mutating func target(_ type: String) -> JSONValue {
    let fitting = states.seqs(of: type)
    return number(fitting.isEmpty || chance(1, of: 10) ? anySeq() : one(of: fitting))
  }
}

/// The states of events as the design words them, told from the log as a list.
struct PlainStates {
  private var events: [JSONValue] = []

  var head: UInt64 { UInt64(events.count) }

  mutating func append(_ event: JSONValue) { events.append(event) }

  func type(_ seq: UInt64) -> String? {
    seq > 0 && seq <= head ? events[Int(seq) - 1]["type"]?.stringValue : nil
  }

  func data(_ seq: UInt64) -> JSONValue? {
    seq > 0 && seq <= head ? events[Int(seq) - 1]["data"] : nil
  }

  func seqs(of type: String) -> [UInt64] {
    (1..<head + 1).filter { self.type($0) == type }
  }

  /// An event stands unless a standing withdrawal names it; its version is that of its newest standing
  /// correction, else itself.
  func state(_ seq: UInt64) -> EventState {
    var state = EventState(version: seq)
    for later in controls(of: seq, "event.withdrawn") where self.state(later).isStanding {
      state.isStanding = false
    }
    for later in controls(of: seq, "event.corrected") {
      let held = self.state(later)
      if held.isStanding { state.version = held.version }
    }
    return state
  }

  private func controls(of seq: UInt64, _ type: String) -> [UInt64] {
    guard seq < head else { return [] }
    return (seq + 1...head).filter {
      self.type($0) == type && data($0)?["event"]?.intValue == Int(seq)
    }
  }
}
