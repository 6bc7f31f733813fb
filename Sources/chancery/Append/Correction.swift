import ChanceryClient
import ChanceryModel
import ChanceryRender

/// The changes that `chancery correct` was told, put into the content of an event.
struct Correction {
  let correct: Correct
  let session: Session

  /// The whole new content.
  func data(of current: CurrentEvent) throws(Fault) -> JSONValue {
    if let text = correct.data { return try json(text, of: "--data") }
    var data = current.data
    if current.type == "statement.made" {
      data = try statement(data)
    } else {
      try refuseStatementFields(of: current)
    }
    if let note = correct.options.note { data = try change(data, "/note", .string(Text(note))) }
    for text in correct.set {
      guard let equals = text.firstIndex(of: "=") else {
        throw .usage(
          "“\(text)” sets nothing",
          remedy: #"write POINTER=JSON: --set '/stances/0/position="oppose"'"#
        )
      }
      let value = try json(String(text[text.index(after: equals)...]), of: "--set")
      data = try change(data, String(text[..<equals]), value)
    }
    for pointer in correct.unset { data = try change(data, pointer, nil) }
    return data
  }

  // MARK: Statements

  /// Nothing that was asked for is passed over in silence.
  private func refuseStatementFields(of current: CurrentEvent) throws(Fault) {
    let fields: [(name: String, value: String?)] = [
      ("said", correct.said), ("holder", correct.holder), ("topic", correct.topic),
      ("position", correct.position), ("standing", correct.standing), ("source", correct.source),
      ("quote", correct.quote), ("paraphrase", correct.paraphrase), ("by", correct.speaker.by),
    ]
    guard let field = fields.first(where: { $0.value != nil }), let value = field.value else {
      return
    }
    let text = String(
      decoding: CanonicalJSON.bytes(of: .string(Text(value))),
      as: UTF8.self
    )
    throw .usage(
      "--\(field.name) is for statements, and event \(current.seq) is \(current.type)",
      remedy: "name the field by its pointer: --set '/\(field.name)=\(text)'"
    )
  }

  private func statement(_ given: JSONValue) throws(Fault) -> JSONValue {
    var data = given
    if let said = try session.expression(correct.said) {
      data = try change(data, "/said", .string(Text(said)))
    }
    let place = try stancePlace(in: data)
    if let holder = correct.holder {
      let code = try session.resolve(.actor, holder, mayBeNew: correct.options.declare)
      data = try change(data, place() + "/holder", .string(Text(code)))
    }
    if let topic = correct.topic {
      let slug = try session.resolve(.topic, topic, mayBeNew: correct.options.declare)
      data = try change(data, place() + "/topic", .string(Text(slug)))
    }
    if let position = correct.position {
      data = try change(data, place() + "/position", .string(Text(position)))
    }
    if let standing = correct.standing {
      data = try change(data, place() + "/standing", .string(Text(standing)))
    }
    if let speaker = try correct.speaker.json(session) {
      data = try change(data, "/speaker", speaker)
    }
    return try evidence(data)
  }

  /// Where the one stance stands; a closure, since only some fields need there to be one.
  private func stancePlace(in data: JSONValue) throws(Fault) -> () throws(Fault) -> String {
    let stances = data["stances"]?.arrayValue
    return { () throws(Fault) -> String in
      guard let stances else { return "" }
      if stances.count == 1 { return "/stances/0" }
      throw .usage(
        "the statement has \(Counts.of(stances.count, "stance"))",
        remedy: #"say which: --set '/stances/0/position="oppose"'"#
      )
    }
  }

  private func evidence(_ given: JSONValue) throws(Fault) -> JSONValue {
    var data = given
    let reports = data["reports"]?.arrayValue
    if correct.source != nil || correct.quote != nil, let reports, reports.count > 1 {
      throw .usage(
        "the statement has \(Counts.of(reports.count, "report"))",
        remedy: #"say which: --set '/reports/0/source="ansa-1"'"#
      )
    }
    let place = reports == nil ? "" : "/reports/0"
    if let source = correct.source {
      let slug = try session.resolve(.source, source, mayBeNew: correct.options.declare)
      data = try change(data, place + "/source", .string(Text(slug)))
    }
    if let quote = correct.quote {
      // The places of the words before are not those of these.
      for name in ["start", "end"] where data["reports"]?.arrayValue?.first?[Text(name)] != nil {
        data = try change(data, "\(place)/\(name)", nil)
      }
      data = try change(data, place + (reports == nil ? "/quote" : "/text"), .string(Text(quote)))
    }
    if let paraphrase = correct.paraphrase {
      data = try change(data, "/paraphrase", .string(Text(paraphrase)))
    }
    return data
  }

  // MARK: JSON

  private func change(
    _ data: JSONValue,
    _ pointer: String,
    _ value: JSONValue?
  ) throws(Fault) -> JSONValue {
    do throws(Refusal) { return try data.changed(at: pointer, to: value) } catch {
      throw .usage(error.detail, remedy: error.hint ?? "")
    }
  }

  private func json(_ text: String, of option: String) throws(Fault) -> JSONValue {
    do throws(Refusal) { return try JSONParser.parse(Array(text.utf8)) } catch {
      throw .usage(
        "\(option) is no JSON: \(error.detail)",
        remedy: "a text has quotation marks of its own: '\"oppose\"'"
      )
    }
  }
}

/// The fields that two contents of an event do not share, for people.
enum FieldChanges {
  /// A line for each field that differs: its pointer, what it was, what it is.
  static func lines(from old: JSONValue, to new: JSONValue) -> [String] {
    var lines: [String] = []
    compare(old, new, "", &lines)
    return lines
  }

  private static func compare(
    _ old: JSONValue?,
    _ new: JSONValue?,
    _ pointer: String,
    _ lines: inout [String]
  ) {
    guard old != new else { return }
    if let left = old?.objectValue, let right = new?.objectValue {
      let keys = Set((left.members + right.members).map(\.key)).sorted()
      for key in keys { compare(left[key], right[key], "\(pointer)/\(key)", &lines) }
    } else if let left = old?.arrayValue, let right = new?.arrayValue, left.count == right.count {
      for index in left.indices {
        compare(left[index], right[index], "\(pointer)/\(index)", &lines)
      }
    } else {
      lines.append("\(pointer)  \(text(old)) \(Drawing.arrow) \(text(new))")
    }
  }

  private static func text(_ value: JSONValue?) -> String {
    guard let value else { return Drawing.dash }
    return value.stringValue ?? String(decoding: CanonicalJSON.bytes(of: value), as: UTF8.self)
  }
}
