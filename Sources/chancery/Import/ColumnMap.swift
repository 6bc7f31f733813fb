import ChanceryModel

/// Which column goes into which field of an event, and what every row has.
struct ColumnMap {
  /// The fields of a row that are read as a person types them.
  static let fields = [
    "holder", "topic", "position", "said", "by", "role", "by_kind", "by_actor", "rank", "source",
    "quote", "paraphrase", "condition", "standing", "kind", "meeting", "note", "credibility",
    "coder",
    "occasion", "said_text", "id", "type",
  ]

  /// What `--map` says of columns, by their folded names; `-` leaves one out.
  private var byColumn: [String: String] = [:]
  /// The columns that `--map` names, as they were typed.
  private var given: [String] = []
  /// What `--set` gives every row.
  private(set) var constants: [(field: String, value: String)] = []

  init(map: [String], set: [String]) throws(Fault) {
    for text in map {
      let (column, field) = try ColumnMap.pair(text, of: "--map", "column=field")
      byColumn[ColumnMap.folded(column)] =
        field == "-" ? field : try ColumnMap.checked(field, of: "--map")
      given.append(column)
    }
    for text in set {
      let (field, value) = try ColumnMap.pair(text, of: "--set", "field=value")
      constants.append((try ColumnMap.checked(field, of: "--set"), value))
    }
  }

  /// True if nothing was asked for.
  var isEmpty: Bool { byColumn.isEmpty && constants.isEmpty }

  /// The field that a column goes into, whatever its case and the blanks around it; `-` if it is left out,
  /// nil if nobody said where.
  func field(ofColumn column: String) -> String? {
    let name = ColumnMap.folded(column)
    return byColumn[name] ?? (ColumnMap.isField(name) ? name : nil)
  }

  /// A column's name in small letters, without the blanks at its ends.
  private static func folded(_ column: String) -> String {
    var name = Substring(column.lowercased())
    while let last = name.last, last.isWhitespace { name.removeLast() }
    return String(name.drop { $0.isWhitespace })
  }

  /// Refuses columns that go nowhere, two that go into one field, and mapped ones that are not there.
  func check(_ columns: [String], file: String) throws(Fault) {
    let known = columns.map { ColumnMap.folded($0) }
    for column in given.sorted() where !known.contains(ColumnMap.folded(column)) {
      let nearest = NearestNames.nearest(column, among: columns, limit: 1).first
      throw .usage(
        "--map names the column “\(column)”, which \(file) does not have",
        remedy: (nearest.map { "did you mean “\($0)”? " } ?? "")
          + "its columns: \(columns.joined(separator: ", "))"
      )
    }
    if columns.count == 1, let sign = columns[0].first(where: { ";\t|".contains($0) }) {
      throw .usage(
        "\(file): its only column is “\(columns[0])”",
        remedy: "say what separates the cells: --delimiter '\(sign == "\t" ? "tab" : String(sign))'"
      )
    }
    for column in columns where field(ofColumn: column) == nil {
      let nearest = NearestNames.nearest(column.lowercased(), among: ColumnMap.fields, limit: 1)
      let meant = nearest.first ?? "extra.\(column.lowercased())"
      throw .usage(
        "\(file): the column “\(column)” goes into no field",
        remedy: "--map '\(column)=\(meant)', or --map '\(column)=-' to leave it out"
      )
    }
    try refuseShared(columns, file: file)
  }

  /// Nothing of a row is passed over in silence: of two columns for one field, one would be.
  private func refuseShared(_ columns: [String], file: String) throws(Fault) {
    var taken: [String: String] = [:]
    for column in columns {
      guard let field = field(ofColumn: column), field != "-" else { continue }
      if let other = taken.updateValue(column, forKey: field) {
        throw .usage(
          "\(file): the columns “\(other)” and “\(column)” both go into \(field)",
          remedy: "give one of them another name, or leave it out: --map '\(column)=-'"
        )
      }
    }
  }

  private static func isField(_ name: String) -> Bool {
    fields.contains(name) || name.hasPrefix("extra.") && name.utf8.count > 6
  }

  private static func checked(_ field: String, of option: String) throws(Fault) -> String {
    if isField(field) { return field }
    let nearest = NearestNames.nearest(field, among: fields, limit: 1).first
    throw .usage(
      "\(option): no field of a row is called “\(field)”",
      remedy: (nearest.map { "did you mean \($0)? " } ?? "")
        + "fields: \(fields.joined(separator: ", ")), extra.NAME"
    )
  }

  private static func pair(
    _ text: String,
    of option: String,
    _ form: String
  ) throws(Fault) -> (String, String) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw .usage("\(option) takes \(form), not “\(text)”")
    }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }
}
