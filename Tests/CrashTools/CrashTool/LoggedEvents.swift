import ChanceryModel
import Foundation
import TestSupport

/// The whole log as the daemon exports it, and what a ledger says against it.
struct LoggedEvents {
  /// One event of an export.
  struct Event {
    let seq: Int
    let type: String
    let source: String
    let id: String
    let data: JSONValue
    /// The text of a source.
    var text: Text?
    /// The stored leaf, byte for byte.
    let leaf: [UInt8]
  }

  /// The export, byte for byte.
  let bytes: [UInt8]
  /// In the order of seq.
  let events: [Event]
  /// The root that the last line names.
  let root: String

  init(_ daemon: Daemon) throws {
    let connection = try RawConnection(daemon.socket)
    connection.send(
      Array("GET /v1/export HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
    )
    let (bytes, isClosed) = connection.readToEnd()
    guard isClosed, let response = RawResponse(complete: bytes), response.status == 200 else {
      throw DaemonTrouble("the export did not end: \(daemon.log)")
    }
    var events: [Event] = []
    var root: String?
    for line in response.body.split(separator: UInt8(ascii: "\n")) {
      let value = try JSONParser.parse(Array(line))
      if value["seq"] != nil {
        guard let event = Event(value), event.seq == events.count + 1 else {
          throw DaemonTrouble("event \(events.count + 1) is not where it should be")
        }
        events.append(event)
      } else if let seq = value["text_of"]?.intValue, events.indices.contains(seq - 1) {
        events[seq - 1].text = value["text"]?.textValue
      } else if let last = value["root"]?.stringValue {
        root = last
      }
    }
    guard let root else { throw DaemonTrouble("the export has no last line") }
    self.bytes = response.body
    self.events = events
    self.root = root
  }

  /// What is wrong: an acknowledged event that is missing or elsewhere, an event twice, or one that
  /// nobody sent.
  func faults(_ ledger: Ledger) -> [String] {
    let ids = events.map(\.id)
    var faults: [String] = []
    for (id, seq) in ledger.all where !ids.indices.contains(seq - 1) || ids[seq - 1] != id {
      faults.append("\(id) was acknowledged as \(seq) and is not there")
    }
    if Set(ids).count != ids.count { faults.append("an id stands in the log twice") }
    // What says that an event was redacted is the daemon's own.
    let sent = Set(events.filter { $0.type != "event.redacted" }.map(\.id))
    let unknown = sent.subtracting(ledger.ids)
    if !unknown.isEmpty { faults.append("nobody sent \(unknown.sorted().prefix(3))") }
    return faults
  }
}

extension LoggedEvents.Event {
  fileprivate init?(_ line: JSONValue) {
    guard var leaf = line.objectValue, let seq = line["seq"]?.intValue,
      let type = line["type"]?.stringValue, let source = line["source"]?.stringValue,
      let id = line["id"]?.stringValue, let data = line["data"]
    else { return nil }
    for name: Text in ["seq", "salt", "header", "data"] { leaf[name] = nil }
    self.init(
      seq: seq,
      type: type,
      source: source,
      id: id,
      data: data,
      leaf: CanonicalJSON.bytes(of: .object(leaf))
    )
  }
}
