/// The CloudEvents attributes of an event that say nothing of its data.
struct Envelope {
  var source: Text?
  var id: Text?
  var time: Text?
  var subject: Text?
  var dataSchema: Text?
  var dataContentType: Text?

  init(reading reader: inout FieldReader) {
    source = reader.text("source", max: EventLimits.keyBytesMax)
    id = reader.text("id", max: EventLimits.keyBytesMax)
    time = Envelope.time(&reader)
    subject = reader.text("subject", max: EventLimits.lineBytesMax)
    dataSchema = reader.text("dataschema", max: EventLimits.urlBytesMax)
    dataContentType = Envelope.contentType(&reader)
    Envelope.checkVersion(&reader)
  }

  private static func checkVersion(_ reader: inout FieldReader) {
    guard let version = reader.string("specversion"), version != "1.0" else { return }
    reader.problems.add(
      .invalidValue,
      at: "/specversion",
      "“specversion” is 1.0, not “\(version.excerpt)”"
    )
  }

  private static func time(_ reader: inout FieldReader) -> Text? {
    guard let time = reader.string("time") else { return nil }
    do throws(Refusal) {
      _ = try Instant.parse(time)
      return time
    } catch {
      reader.problems.add(error, at: "/time")
      return nil
    }
  }

  /// A media type that says JSON: `application/json`, `text/json`, anything `+json`.
  private static func contentType(_ reader: inout FieldReader) -> Text? {
    guard let type = reader.text("datacontenttype") else { return nil }
    let essence = type.string.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    let isJSON = essence == "application/json" || essence == "text/json"
    if isJSON || (essence.contains("/") && essence.hasSuffix("+json")) { return type }
    reader.problems.add(
      .invalidValue,
      at: "/datacontenttype",
      "data is JSON here, not “\(type)”",
      hint: "leave “datacontenttype” out"
    )
    return nil
  }
}
