import ChanceryModel
import Proofs

/// Makes the data of events that are to be erased, and remembers what has to be looked for afterwards.
struct Author {
  static let holders = ["ITA", "FRA", "DEU", "GBR", "POL"]
  static let topics = ["q-0", "q-1", "q-2"]
  static let meetings = ["m-0", "m-1", "m-2"]
  /// A source without a text on file, so that its words are not held against any.
  static let source = "s-0"
  private static let positions = ["support", "oppose", "neutral", "undecided", "conditional"]

  var dice: Dice
  /// What was put into events that are to go.
  private(set) var needles: [(needle: Needle, name: String)] = []
  /// Where the event made last counts.
  private(set) var marks: Set<[UInt8]> = []

  init(dice: Dice) { self.dice = dice }

  /// Takes what was put into events since the last time.
  mutating func takeNeedles() -> [(needle: Needle, name: String)] {
    defer { needles = [] }
    return needles
  }

  mutating func takeMarks() -> Set<[UInt8]> {
    defer { marks = [] }
    return marks
  }

  static func proposition(of topic: String) -> String { "\(topic) is right" }

  /// A name that nobody else has.
  mutating func name(_ field: String) -> String {
    let needle = Needle(bytes: 12, .slug, &dice)
    needles.append((needle, "the slug of a \(field)"))
    return needle.text.string
  }

  /// A name that nobody else has, and that may be found.
  mutating func plainName() -> String { Needle(bytes: 12, .slug, &dice).text.string }

  mutating func one<Value>(of values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &dice)]
  }

  mutating func day() -> String {
    "2024-\(Int.random(in: 10...12, using: &dice))-\(Int.random(in: 10...28, using: &dice))"
  }

  /// A needle of at most so many bytes; any size is as likely as half of it.
  mutating func secret(_ field: String, max: Int, _ style: Needle.Style = .plain) -> JSONValue {
    var bytes = max
    while bytes > Needle.bytesMin, dice.hits(oneIn: 2) { bytes /= 2 }
    let size = Int.random(in: min(bytes, Needle.bytesMin)...bytes, using: &dice)
    let needle = Needle(bytes: size, style, &dice)
    needles.append((needle, "the \(field)"))
    return .string(needle.text)
  }

  /// A text to be filed, of up to 4 MiB now and then, and what is kept of it beside.
  mutating func filedText() -> [UInt8] {
    let max = dice.hits(oneIn: 12) ? 4 << 20 : 64 << 10
    let size = Int.random(in: 8...(dice.hits(oneIn: 3) ? max : 4000), using: &dice)
    let needle = Needle(bytes: size, .plain, &dice)
    needles.append((needle, "the text of a source"))
    return Array(needle.text.utf8)
  }

  // MARK: Data

  /// The data of an event, or of a correction of it.
  mutating func data(_ subject: Subject) -> JSONValue {
    switch subject {
    case .statement(let meeting, let topic, let person):
      return statement(meeting: meeting, topic: topic, person: person)
    case .report(let statement):
      return [
        "statement": .integer(statement), "note": secret("note", max: 60_000, .rough),
        "report": report("quote"),
      ]
    case .source(let slug, let text): return source(slug, text)
    case .attendance(let meeting): return attendance(meeting)
    case .count(let meeting): return count(meeting)
    case .outcome(let meeting): return outcome(meeting)
    case .meeting(let slug): return meeting(slug)
    case .topic, .title, .actor, .person: return definition(subject)
    case .correction(let event, let version, let inner):
      return [
        "event": .integer(event), "version": .integer(version),
        "reason": secret("reason", max: 4000, .rough), "data": data(inner),
      ]
    default: return control(subject)
    }
  }

  private mutating func statement(meeting: String?, topic: String?, person: String?) -> JSONValue {
    let (holder, topic) = (one(of: Author.holders), topic ?? one(of: Author.topics))
    marks.insert(RedactionMark.bytes(holder: Text(holder), topic: Text(topic)))
    var data = JSONObject()
    data["said"] = text(dice.hits(oneIn: 6) ? "2024-11" : day())
    data["stances"] = [
      [
        "holder": text(holder), "topic": text(topic), "position": text(one(of: Author.positions)),
        "conditions": [
          ["kind": "precondition", "text": secret("condition", max: 4000, .rough)]
        ],
      ]
    ]
    if dice.hits(oneIn: 2) { data["note"] = secret("note", max: 60_000, .rough) }
    if dice.hits(oneIn: 3) { data["paraphrase"] = secret("paraphrase", max: 2000) }
    if dice.hits(oneIn: 4) { data["extra"] = ["private": secret("extra", max: 150_000)] }
    if dice.hits(oneIn: 3) { data["reports"] = [report("quote")] }
    if dice.hits(oneIn: 4) { data["occasion"] = secret("occasion", max: 1000) }
    if let person { data["speaker"] = ["person": text(person), "kind": "person"] }
    if let meeting = meeting ?? (dice.hits(oneIn: 4) ? one(of: Author.meetings) : nil) {
      data["meeting"] = text(meeting)
      marks.insert(RedactionMark.bytes(meeting: Text(meeting)))
    }
    return .object(data)
  }

  private mutating func report(_ form: String) -> JSONValue {
    [
      "source": text(Author.source), "form": text(form),
      "text": secret("report", max: 4000, .rough),
      "quotes": [["text": secret("quote", max: 4000, .rough)]],
    ]
  }

  private mutating func source(_ slug: String, _ filed: [UInt8]) -> JSONValue {
    [
      "source": text(slug), "title": secret("title", max: 1000), "published": text(day()),
      "publisher": secret("publisher", max: 190), "note": secret("note", max: 3000, .rough),
      "sha256": text(SHA256Digest.hex(of: filed)), "bytes": .integer(filed.count),
    ]
  }

  private mutating func attendance(_ meeting: String) -> JSONValue {
    marks.insert(RedactionMark.bytes(meeting: Text(meeting)))
    return [
      "meeting": text(meeting), "actor": text(one(of: Author.holders)),
      "role": text(one(of: ["host", "participant", "observer", "absent"])), "said": text(day()),
      "level": secret("level", max: 190), "note": secret("note", max: 20_000, .rough),
    ]
  }

  private mutating func count(_ meeting: String) -> JSONValue {
    marks.insert(RedactionMark.bytes(meeting: Text(meeting)))
    return [
      "meeting": text(meeting), "value": .integer(Int.random(in: 1...99, using: &dice)),
      "unit": secret("unit", max: 190), "said": text(day()), "report": report("narrated"),
    ]
  }

  private mutating func outcome(_ meeting: String) -> JSONValue {
    marks.insert(RedactionMark.bytes(meeting: Text(meeting)))
    return [
      "meeting": text(meeting), "kind": "plan", "said": text(day()),
      "text": secret("outcome", max: 60_000, .rough),
      "parts": [["text": secret("part", max: 2000), "topic": text(one(of: Author.topics))]],
    ]
  }

  private mutating func meeting(_ slug: String) -> JSONValue {
    marks.insert(RedactionMark.bytes(meeting: Text(slug)))
    return [
      "meeting": text(slug), "title": secret("title", max: 1000), "date": text(day()),
      "said": text(day()), "place": secret("place", max: 190),
      "agenda": [secret("agenda", max: 900)],
    ]
  }

  private mutating func definition(_ subject: Subject) -> JSONValue {
    switch subject {
    case .actor(let slug):
      return [
        "actor": text(slug), "kind": "group", "name": secret("name", max: 190),
        "aliases": [secret("alias", max: 190)],
      ]
    case .person(let slug):
      return [
        "person": text(slug), "name": secret("name", max: 190),
        "aliases": [secret("alias", max: 190)],
        "offices": [["actor": "ITA", "rank": "minister", "title": secret("office", max: 190)]],
      ]
    case .title(let slug, let proposition):
      return [
        "topic": text(slug), "proposition": text(proposition), "title": secret("title", max: 1000),
      ]
    case .topic(let slug):
      return [
        "topic": text(slug), "title": secret("title", max: 1000),
        "proposition": secret("proposition", max: 4000),
      ]
    default: return .null
    }
  }

  private mutating func control(_ subject: Subject) -> JSONValue {
    let reason = secret("reason", max: 4000, .rough)
    switch subject {
    case .review(let event):
      return [
        "event": .integer(event), "verdict": "disputed", "coder": secret("coder", max: 190),
        "reason": reason,
      ]
    case .link(let from, let to):
      let kind = one(of: ["same-utterance", "supersedes", "denies", "repeats"])
      return [
        "from": .integer(from), "to": .integer(to), "kind": text(kind), "reason": reason,
      ]
    case .merge(let from, let into):
      return ["from": text(from), "into": text(into), "reason": reason]
    case .withdrawal(let event):
      return ["event": .integer(event), "reason": reason]
    default:
      return [
        "holder": text(one(of: Author.holders)), "topic": text(one(of: Author.topics)),
        "position": text(one(of: Author.positions)), "at": text(day()), "reason": reason,
      ]
    }
  }

  private func text(_ string: String) -> JSONValue { .string(Text(string)) }
}
