import ChanceryModel

/// The forms in which a request can bring events.
enum BodyMediaType: Sendable, Equatable {
  /// One event or an array of them.
  case json
  /// An array of events.
  case batch
  /// One event a line.
  case lines

  /// Reads a Content-Type.
  init(contentType: String?) throws(Refusal) {
    let parts = (contentType ?? "").split(separator: ";").map { $0.trimmed.lowercased() }
    switch parts.first ?? "" {
    case "application/json", "application/cloudevents+json": self = .json
    case "application/cloudevents-batch+json": self = .batch
    case "application/x-ndjson", "application/ndjson", "application/jsonl": self = .lines
    case let other:
      throw Refusal(
        .unsupportedMediaType,
        other.isEmpty ? "the request has no Content-Type" : "events cannot be read from “\(other)”",
        hint: "send application/json (one event or an array) or application/x-ndjson (one a line);"
          + " with curl: -H 'Content-Type: application/json'"
      )
    }
    for parameter in parts.dropFirst() where parameter.hasPrefix("charset=") {
      let charset = parameter.dropFirst("charset=".count).filter { $0 != "\"" }
      guard charset == "utf-8" || charset == "utf8" else {
        throw Refusal(.unsupportedMediaType, "JSON is UTF-8 here, not “\(charset)”")
      }
    }
  }
}

/// The forms in which events are sent back.
enum EventMediaType: Sendable, Hashable {
  case json
  case lines
  case serverSentEvents

  /// What the caller wants, by its Accept field (RFC 9110 §12.5.1).
  ///
  /// Highest quality wins; between equals the more specific range, then JSON. A follower cannot have
  /// one JSON document, so there JSON ranges mean lines.
  static func negotiate(accept: String?, isFollowing: Bool) throws(Refusal) -> EventMediaType {
    let fallback: EventMediaType = isFollowing ? .lines : .json
    guard let accept, !accept.trimmed.isEmpty else { return fallback }
    var best: (quality: Double, precision: Int, type: EventMediaType)?
    for entry in accept.split(separator: ",") {
      guard let range = AcceptRange(entry), range.quality > 0,
        let type = range.type(isFollowing: isFollowing)
      else { continue }
      if let best, (best.quality, best.precision) >= (range.quality, range.precision) { continue }
      best = (range.quality, range.precision, type)
    }
    guard let best else {
      throw Refusal(
        .notAcceptable,
        "events cannot be sent as “\(accept)”",
        hint: "accept application/json, application/x-ndjson or text/event-stream"
      )
    }
    return best.type
  }
}

/// The forms in which a checkpoint is sent.
enum CheckpointMediaType: Sendable, Hashable {
  /// The signed note itself.
  case note
  case json

  /// What the caller wants, by its Accept field: the note, unless JSON is named and wanted more.
  static func negotiate(accept: String?) throws(Refusal) -> CheckpointMediaType {
    guard let accept, !accept.trimmed.isEmpty else { return .note }
    var note = 0.0
    var json = 0.0
    for entry in accept.split(separator: ",") {
      guard let range = AcceptRange(entry) else { continue }
      switch range.name {
      case "application/json": json = range.quality
      case "text/plain", "text/*", "*/*": note = max(note, range.quality)
      default: continue
      }
    }
    guard note > 0 || json > 0 else {
      throw Refusal(
        .notAcceptable,
        "a checkpoint cannot be sent as “\(accept)”",
        hint: "accept text/plain or application/json"
      )
    }
    return json >= note ? .json : .note
  }
}

/// One entry of an Accept field.
private struct AcceptRange {
  let name: String
  let quality: Double
  let precision: Int

  init?(_ entry: Substring) {
    let parts = entry.split(separator: ";").map { $0.trimmed.lowercased() }
    guard let name = parts.first else { return nil }
    self.name = name
    precision = name == "*/*" ? 0 : name.hasSuffix("/*") ? 1 : 2
    let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
    quality = weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
  }

  func type(isFollowing: Bool) -> EventMediaType? {
    switch name {
    case "*/*", "application/*", "application/json", "application/cloudevents-batch+json":
      isFollowing ? .lines : .json
    case "application/x-ndjson", "application/ndjson", "application/jsonl": .lines
    case "text/event-stream": isFollowing ? .serverSentEvents : nil
    default: nil
    }
  }
}

extension StringProtocol {
  /// The text without spaces and tabs at its ends.
  var trimmed: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[first...last])
  }
}
