import ChanceryClient
import ChanceryModel
import ChanceryRender

/// Makes events of the records of tables: names resolved, dates read, as a person types them.
///
/// What a name or a speaker was found to mean is kept: a table of a million rows asks once for each.
final class RowEvents {
  private let session: Session
  private let map: ColumnMap
  private let declares: Bool
  private var names: [String: String] = [:]
  private var speakers: [SpeakerFields: JSONValue] = [:]

  /// How names were taken that stand in no row in full, each once.
  var namesTaken: [String] { session.namesTaken }

  init(session: Session, map: ColumnMap, declares: Bool) {
    self.session = session
    self.map = map
    self.declares = declares
  }

  /// Why a record makes no event: which of its fields is at fault.
  struct Refused: Error {
    var field: String
    var detail: String
    var hint: String?
    var code: RefusalCode
  }

  /// Refuses columns that go nowhere.
  func check(_ columns: [String], file: String) throws(Fault) {
    try map.check(columns, file: file)
  }

  /// The values of a record by field, and the cell that each came from.
  private func fields(
    of record: TableRecord
  ) throws(RowFault) -> [String: (value: String, cell: Int?)] {
    var fields: [String: (value: String, cell: Int?)] = [:]
    for (field, value) in map.constants { fields[field] = (value, nil) }
    for (index, cell) in record.cells.enumerated() {
      guard let field = map.field(ofColumn: cell.name) else {
        let nearest = NearestNames.nearest(cell.name, among: ColumnMap.fields, limit: 1).first
        throw .refused(
          Refused(
            field: cell.name,
            detail: "no field is called “\(cell.name)”",
            hint: nearest.map { "did you mean \($0)?" } ?? "your own fields are called extra.NAME",
            code: .unknownField
          )
        )
      }
      let value = String(cell.value.drop { $0 == " " })
      guard field != "-", !value.isEmpty else { continue }
      if let other = fields[field]?.cell {
        throw .refused(
          Refused(
            field: cell.name,
            detail: "“\(record.cells[other].name)” and “\(cell.name)” are one field",
            hint: "leave one of them out; a blank line goes between two statements",
            code: .unknownField
          )
        )
      }
      fields[field] = (value, index)
    }
    return fields
  }

  /// The event, in one line.
  private func event(
    _ fields: [String: (value: String, cell: Int?)]
  ) throws(RowFault) -> [UInt8] {
    var event = JSONObject()
    let type = fields["type"]?.value ?? "statement.made"
    event["type"] = .string(Text(type))
    if let id = fields["id"]?.value { event["id"] = .string(Text(id)) }
    var data = JSONObject()
    for (field, kind) in [("holder", NameKind.actor), ("topic", .topic), ("source", .source)] {
      guard let value = fields[field]?.value else { continue }
      data[Text(field)] = .string(Text(try name(kind, value, field)))
    }
    if let value = fields["position"]?.value, value != "-" {
      data["position"] = .string(Text(value.lowercased()))
    }
    if let value = fields["said"]?.value {
      let source = data["source"]?.stringValue
      data["said"] = .string(Text(try date(value, source)))
    }
    for field in [
      "quote", "paraphrase", "standing", "kind", "meeting", "note", "coder", "occasion",
      "said_text",
    ] {
      if let value = fields[field]?.value { data[Text(field)] = .string(Text(value)) }
    }
    if let value = fields["credibility"]?.value { data["credibility"] = try number(value) }
    if let value = fields["condition"]?.value { data["condition"] = try conditions(value) }
    if let speaker = try speaker(fields) { data["speaker"] = speaker }
    var extra = JSONObject()
    for (field, value) in fields where field.hasPrefix("extra.") {
      extra[Text(String(field.dropFirst(6)))] = .string(Text(value.value))
    }
    if !extra.members.isEmpty { data["extra"] = .object(extra) }
    event["data"] = .object(data)
    return CanonicalJSON.bytes(of: .object(event))
  }

  /// The event of a record as a line to send, and where each of its values came from.
  ///
  /// - Parameters:
  ///   - record: What was read.
  ///   - ordinal: Its number among all lines and records.
  /// - Returns: The line, empty if the record makes no event; then the row says why.
  /// - Throws: A fault that ends the import.
  func row(_ record: TableRecord, ordinal: Int) throws(Fault) -> ([UInt8], ImportRow) {
    var row = ImportRow(record: record)
    if let form = record.fault {
      row.fault = LineFault(
        ordinal: ordinal,
        pointer: "",
        detail: form.detail,
        hint: form.hint,
        code: .invalidValue
      )
      return ([], row)
    }
    do throws(RowFault) {
      let fields = try fields(of: record)
      row.cells = fields.compactMap { field, value in
        value.cell.map { (pointer: RowEvents.pointer(field), cell: $0) }
      }
      return (try event(fields), row)
    } catch {
      switch error {
      case .fault(let fault): throw fault
      case .refused(let refused):
        if let cell = record.cells.firstIndex(where: { $0.name == refused.field }) {
          row.cells.append((pointer: RowEvents.pointer(refused.field), cell: cell))
        }
        row.fault = LineFault(
          ordinal: ordinal,
          pointer: RowEvents.pointer(refused.field),
          detail: refused.detail,
          hint: refused.hint,
          code: refused.code
        )
        return ([], row)
      }
    }
  }

  /// Where a field stands in the event.
  private static func pointer(_ field: String) -> String {
    switch field {
    case "id", "type": "/\(field)"
    case "by": "/data/speaker"
    case "role", "rank": "/data/speaker/\(field)"
    case "by_kind": "/data/speaker/kind"
    case "by_actor": "/data/speaker/actor"
    case "condition": "/data/condition"
    default: "/data/" + field.replacing(".", with: "/")
    }
  }

  /// What ends a record, or the whole import.
  enum RowFault: Error {
    case refused(Refused)
    case fault(Fault)
  }
}

// MARK: - Values

extension RowEvents {
  private func name(
    _ kind: NameKind,
    _ text: String,
    _ field: String
  ) throws(RowFault) -> String {
    let key = "\(kind) \(text)"
    if let known = names[key] { return known }
    do {
      let found = try session.resolve(kind, text, mayBeNew: declares)
      names[key] = found
      return found
    } catch {
      let code: RefusalCode =
        switch kind {
        case .actor: .unknownActor
        case .topic: .unknownTopic
        case .source: .unknownSource
        case .person: .unknownPerson
        }
      throw RowEvents.fault(error, field, code)
    }
  }

  /// A phrase such as `thu` counts from the day that the source was published.
  private func date(_ text: String, _ source: String?) throws(RowFault) -> String {
    var dates = session.dates
    do throws(Fault) {
      let anchor = try session.anchor(ofSaid: text, published: nil, source: source)
      if let anchor { dates = DateArgument(today: anchor) }
    } catch {
      throw RowEvents.fault(error, "said", .invalidDate)
    }
    do {
      return try dates.expression(text)
    } catch {
      throw .refused(
        Refused(field: "said", detail: error.detail, hint: error.hint, code: .invalidDate)
      )
    }
  }

  private func number(_ text: String) throws(RowFault) -> JSONValue {
    guard let number = Int(text) else {
      throw .refused(
        Refused(
          field: "credibility",
          detail: "“\(text)” is no number",
          hint: "1 (confirmed) to 6 (cannot be judged)",
          code: .invalidValue
        )
      )
    }
    return .integer(number)
  }

  /// `kind: text`, several of them separated by semicolons or lines.
  private func conditions(_ text: String) throws(RowFault) -> JSONValue {
    var conditions: [JSONValue] = []
    for part in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      let pair = part.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard pair.count == 2 else {
        throw .refused(
          Refused(
            field: "condition",
            detail: "“\(part)” is not a condition",
            hint: "write KIND:TEXT, as in “exception:under a UN flag”",
            code: .invalidValue
          )
        )
      }
      conditions.append(
        ["kind": .string(Text(String(pair[0]))), "text": .string(Text(String(pair[1])))]
      )
    }
    return .array(conditions)
  }

  private func speaker(
    _ fields: [String: (value: String, cell: Int?)]
  ) throws(RowFault) -> JSONValue? {
    let speaker = SpeakerFields(
      by: fields["by"]?.value,
      role: fields["role"]?.value,
      kind: fields["by_kind"]?.value,
      actor: fields["by_actor"]?.value,
      rank: fields["rank"]?.value
    )
    if let known = speakers[speaker] { return known }
    do {
      let json = try speaker.json(session)
      if let json { speakers[speaker] = json }
      return json
    } catch {
      throw RowEvents.fault(error, "by", .unknownPerson)
    }
  }

  /// A usage fault is the row's; any other ends the import.
  private static func fault(_ fault: Fault, _ field: String, _ code: RefusalCode) -> RowFault {
    guard fault.status == ExitStatus.usage else { return .fault(fault) }
    // Of one thing the remedy says which; several are named before it.
    let named = fault.places.count > 1 ? meanings(fault.places) : nil
    let hint = [named, fault.remedy].compactMap { $0 }.joined(separator: ": ")
    return .refused(
      Refused(field: field, detail: fault.what, hint: hint.isEmpty ? nil : hint, code: code)
    )
  }

  /// How many of the things that a name may mean are named beside a row.
  private static let meaningCountMax = 4

  /// What a name may mean, in one line.
  private static func meanings(_ places: [String]) -> String {
    let shown = places.prefix(meaningCountMax).map { place in
      place.split(separator: " ").joined(separator: " ")
    }
    let more = places.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
