import ChanceryModel

/// How a follower's lines look: NDJSON, or server-sent events for a browser.
///
/// An SSE `id:` is the seq, so that `EventSource` resumes with `Last-Event-ID` by itself.
enum FollowFormat {
  /// A page's events.
  static func events(_ items: [[UInt8]], form: EventMediaType) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(items.reduce(0) { $0 + $1.count + 40 })
    for item in items {
      if form == .serverSentEvents {
        bytes += "id: ".utf8
        bytes += seqDigits(item)
        bytes += "\ndata: ".utf8
        bytes += item
        bytes += "\n\n".utf8
      } else {
        bytes += item
        bytes.append(UInt8(ascii: "\n"))
      }
    }
    return bytes
  }

  /// Where a quiet follower stands.
  static func bookmark(_ seq: UInt64, form: EventMediaType) -> [UInt8] {
    let line = StreamLines.bookmark(seq)
    guard form == .serverSentEvents else { return line }
    return Array("id: \(seq)\nevent: bookmark\ndata: ".utf8) + line + [UInt8(ascii: "\n")]
  }

  /// The last line.
  static func end(_ reason: String, head: UInt64, form: EventMediaType) -> [UInt8] {
    let line = StreamLines.end(reason, head: head)
    guard form == .serverSentEvents else { return line }
    return Array("event: end\ndata: ".utf8) + line + [UInt8(ascii: "\n")]
  }

  /// The digits of an event's seq: the splice begins `{"seq":17,` always.
  private static func seqDigits(_ item: [UInt8]) -> ArraySlice<UInt8> {
    item.dropFirst("{\"seq\":".utf8.count).prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
  }
}
