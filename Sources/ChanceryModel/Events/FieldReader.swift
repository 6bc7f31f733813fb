/// Reads the members of one object by name and collects what is wrong with them.
///
/// A method for an optional field returns nil if it is absent or bad; one for a required field returns
/// some value in any case, so that reading goes on and all faults of an event come back together.
struct FieldReader {
  let object: JSONObject
  var problems = Problems()
  /// The marks of all members' names; see ``mark(of:)``.
  private let marks: UInt64

  /// How many unknown names of one object are reported.
  private static let unknownCountMax = 16

  /// Opens an object and notes each name that is not in the table.
  init(
    _ object: JSONObject,
    table: FieldTable,
    unknown code: RefusalCode = .unknownField,
    noun: String = "field"
  ) {
    self.object = object
    marks = FieldReader.marks(of: object)
    let unknown = table.unknownMembers(of: object)
    for index in unknown.prefix(FieldReader.unknownCountMax) {
      note(unknown: object.members[index].key, table: table, code: code, noun: noun)
    }
  }

  private mutating func note(
    unknown key: Text,
    table: FieldTable,
    code: RefusalCode,
    noun: String
  ) {
    let nearest = NearestNames.nearest(key.excerpt, among: table.names, limit: 1)
    let hint =
      if let name = nearest.first {
        "did you mean “\(name)”? fields of your own go under “extra”"
      } else {
        "known here: \(table.names.joined(separator: ", ")); fields of your own go under “extra”"
      }
    problems.add(
      code,
      at: "/" + JSONPointer.escape(key),
      "there is no \(noun) “\(key.excerpt)” here",
      hint: hint
    )
  }

  private static func marks(of object: JSONObject) -> UInt64 {
    var marks: UInt64 = 0
    let members = object.members.span
    for index in members.indices { marks |= mark(of: members[index].key.string) }
    return marks
  }

  /// One bit of 64 by the length and the first byte of a name: most names asked for are not there, and that
  /// is seen without a look at those that are.
  private static func mark(of name: String) -> UInt64 {
    let first = UInt64(name.utf8.first ?? 0)
    return 1 << ((UInt64(truncatingIfNeeded: name.utf8.count) &* 5 &+ first) & 63)
  }

  // MARK: - Values

  /// The value of that name.
  ///
  /// `null` is none, and is noted.
  mutating func value(_ name: String) -> JSONValue? {
    guard let index = index(of: name) else { return nil }
    let value = object.members[index].value
    guard case .null = value else { return value }
    problems.add(.invalidValue, at: "/" + name, "null is no value: leave “\(name)” out")
    return nil
  }

  /// Where the member of that name is: a look at each, without touching a reference count.
  private func index(of name: String) -> Int? {
    guard marks & FieldReader.mark(of: name) != 0 else { return nil }
    let members = object.members.span
    let count = name.utf8.count
    for index in members.indices where members[index].key.utf8.count == count {
      if members[index].key.string == name { return index }
    }
    return nil
  }

  /// True if the object has that name.
  func has(_ name: String) -> Bool {
    index(of: name) != nil
  }

  /// Notes that a required field is not there.
  mutating func noteMissing(_ name: String) {
    guard !has(name) else { return }
    problems.add(.missingField, at: "/" + name, "“\(name)” is missing")
  }

  mutating func noteWrongType(_ name: String, _ value: JSONValue, wanted: String) {
    problems.add(.invalidValue, at: "/" + name, "“\(name)” must be \(wanted), not \(value.noun)")
  }

  // MARK: - Texts

  /// A text of 1 to `max` bytes.
  mutating func text(_ name: String, max: Int = EventLimits.nameBytesMax) -> Text? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else {
      noteWrongType(name, value, wanted: "a string")
      return nil
    }
    return checked(text, at: "/" + name, max: max)
  }

  mutating func requiredText(_ name: String, max: Int = EventLimits.nameBytesMax) -> Text {
    if let text = text(name, max: max) { return text }
    noteMissing(name)
    return Text("")
  }

  /// That text, if it is neither empty nor too long.
  mutating func checked(
    _ text: Text,
    at pointer: @autoclosure () -> String,
    max: Int
  ) -> Text? {
    let count = text.utf8.count
    if count >= 1, count <= max { return text }
    let detail =
      count == 0
      ? "an empty string says nothing: leave it out"
      : "\(count) bytes are too many: at most \(max)"
    problems.add(.invalidValue, at: pointer(), detail)
    return nil
  }

  /// Strings, none of them empty.
  mutating func texts(_ name: String, max: Int = EventLimits.nameBytesMax) -> [Text] {
    var texts: [Text] = []
    for (index, value) in array(name).enumerated() {
      if case .string(let text) = value {
        if let text = checked(text, at: "/\(name)/\(index)", max: max) { texts.append(text) }
      } else {
        noteWrongType("\(name)/\(index)", value, wanted: "a string")
      }
    }
    return texts
  }

  // MARK: - Names

  /// A slug.
  mutating func slug(_ name: String) -> Text? {
    guard let text = string(name) else { return nil }
    if Slug.isValid(text) { return text }
    do throws(Refusal) {
      try Slug.check(text, at: "/" + name)
    } catch {
      problems.add(error, at: "/" + name)
    }
    return nil
  }

  mutating func requiredSlug(_ name: String) -> Text {
    if let slug = slug(name) { return slug }
    noteMissing(name)
    return Text("")
  }

  /// The code of an actor.
  mutating func actor(_ name: String) -> Text? {
    guard let text = string(name) else { return nil }
    if Slug.isActorCode(text) { return text }
    note(badActor: text, at: "/" + name)
    return nil
  }

  mutating func requiredActor(_ name: String) -> Text {
    if let code = actor(name) { return code }
    noteMissing(name)
    return Text("")
  }

  /// Codes of actors, each once.
  mutating func actors(_ name: String) -> [Text] {
    var codes: [Text] = []
    var seen: Set<Text> = []
    for (index, value) in array(name).enumerated() {
      guard case .string(let code) = value else {
        noteWrongType("\(name)/\(index)", value, wanted: "an actor's code")
        continue
      }
      if !Slug.isActorCode(code) {
        note(badActor: code, at: "/\(name)/\(index)")
      } else if seen.insert(code).inserted {
        codes.append(code)
      } else {
        problems.add(.invalidValue, at: "/\(name)/\(index)", "“\(code)” is named twice")
      }
    }
    return codes
  }

  private mutating func note(badActor text: Text, at pointer: String) {
    problems.add(
      .invalidSlug,
      at: pointer,
      "“\(text.excerpt)” is no actor's code",
      hint: "an ISO 3166 alpha-3 code, EU, NATO, UN, or a slug: [a-z0-9][a-z0-9-]{0,63}"
    )
  }

  /// A string, whatever its length.
  mutating func string(_ name: String) -> Text? {
    guard let value = value(name) else { return nil }
    if case .string(let text) = value { return text }
    noteWrongType(name, value, wanted: "a string")
    return nil
  }

  // MARK: - Closed sets

  /// One of a set of words; of some of them only, if they are given.
  mutating func word<W: Word>(_ name: String, among some: [W]? = nil) -> W? {
    guard let value = value(name) else { return nil }
    if case .string(let text) = value, let found = W.named(text),
      some?.contains(where: { $0.word.string == text.string }) ?? true
    {
      return found
    }
    let words = some ?? W.allCases
    let given = if case .string(let text) = value { "“\(text.excerpt)”" } else { value.noun }
    let accepted = words.map(\.word.string).joined(separator: ", ")
    problems.add(.invalidValue, at: "/" + name, "“\(name)” is one of \(accepted), not \(given)")
    return nil
  }

  mutating func requiredWord<W: Word>(_ name: String, else fallback: W) -> W {
    if let found: W = word(name) { return found }
    noteMissing(name)
    return fallback
  }

  // MARK: - Numbers and dates

  /// A whole number in a range.
  mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = value(name) else { return nil }
    if let number = value.intValue, range.contains(number) { return number }
    let wanted =
      range.upperBound > Int(UInt32.max)
      ? "a whole number from \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    let given = value.intValue.map(String.init) ?? value.noun
    problems.add(.invalidValue, at: "/" + name, "“\(name)” must be \(wanted), not \(given)")
    return nil
  }

  mutating func boolean(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    if case .bool(let bool) = value { return bool }
    noteWrongType(name, value, wanted: "true or false")
    return nil
  }

  /// An EDTF date.
  mutating func date(_ name: String, _ form: EDTF.Form) -> EDTF? {
    guard let text = string(name) else { return nil }
    do throws(Refusal) {
      return try EDTF.parse(text, allowing: form)
    } catch {
      problems.add(error, at: "/" + name)
      return nil
    }
  }

  /// The first day of `from` and the last of `to`; `from` may not be the later one.
  mutating func period() -> (from: CivilDate?, to: CivilDate?) {
    let from = date("from", .moment)?.earliest
    let to = date("to", .moment)?.latest
    if let from, let to, from > to {
      problems.add(.invalidDate, at: "/to", "“to” \(to) is before “from” \(from)")
    }
    return (from, to)
  }

  // MARK: - Parts

  /// The elements of an array; none if it is absent.
  mutating func array(_ name: String, max: Int = EventLimits.listCountMax) -> [JSONValue] {
    guard let value = value(name) else { return [] }
    guard case .array(let elements) = value else {
      noteWrongType(name, value, wanted: "an array")
      return []
    }
    if elements.count <= max { return elements }
    problems.add(
      .invalidValue,
      at: "/" + name,
      "\(elements.count) elements are too many: at most \(max)"
    )
    return []
  }

  /// Reads an object.
  mutating func part<Part>(
    _ name: String,
    table: FieldTable,
    _ read: (inout FieldReader) -> Part
  ) -> Part? {
    guard let value = value(name) else { return nil }
    return part(value, at: name, table: table, read)
  }

  /// Reads an array of objects.
  mutating func parts<Part>(
    _ name: String,
    table: FieldTable,
    max: Int = EventLimits.listCountMax,
    _ read: (inout FieldReader) -> Part
  ) -> [Part] {
    var parts: [Part] = []
    for (index, value) in array(name, max: max).enumerated() {
      if let part = part(value, at: "\(name)/\(index)", table: table, read) { parts.append(part) }
    }
    return parts
  }

  /// Reads a value that must be an object and stands at `path`.
  mutating func part<Part>(
    _ value: JSONValue,
    at path: @autoclosure () -> String,
    table: FieldTable,
    _ read: (inout FieldReader) -> Part
  ) -> Part? {
    guard case .object(let object) = value else {
      noteWrongType(path(), value, wanted: "an object")
      return nil
    }
    var reader = FieldReader(object, table: table)
    let part = read(&reader)
    problems.absorb(reader.problems, below: "/" + path())
    return part
  }
}

extension JSONValue {
  /// What kind of value this is, in words.
  var noun: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension Text {
  /// The beginning of the text, short enough for a message.
  var excerpt: String {
    string.unicodeScalars.count <= 60
      ? string : String(String.UnicodeScalarView(string.unicodeScalars.prefix(60))) + "…"
  }
}
