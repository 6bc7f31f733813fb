package import ChanceryModel

/// Takes the words out of a statement's `data`.
package enum StatementText {
  /// The content of the statement that a stance rests on, in the version that counts: its own, or what
  /// its correction holds.
  package static func content(_ stance: JSONValue) -> JSONValue {
    guard var data = stance["correction"]?["data"], !data.isNull else {
      return stance["statement"]?["data"] ?? .null
    }
    // A correction of a correction holds it deeper; a statement has no `data` of its own.
    while let inner = data["data"] { data = inner }
    return data
  }

  /// The quotations, of the short form and of every report, each once.
  package static func quotes(_ data: JSONValue) -> [String] {
    var found: [Text] = []
    func add(_ value: JSONValue?) {
      if let text = value?.textValue, !found.contains(text) { found.append(text) }
    }
    add(data["quote"])
    for report in (data["reports"]?.arrayValue ?? []) + [data["report"]].compactMap({ $0 }) {
      let quotes = report["quotes"]?.arrayValue ?? []
      if quotes.isEmpty, report["form"]?.stringValue != "narrated" { add(report["text"]) }
      for quote in quotes { add(quote["text"]) }
    }
    return found.map(\.string)
  }
}
