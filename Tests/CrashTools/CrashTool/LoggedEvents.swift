import ChanceryModel
import Foundation
import TestSupport

/// The whole log as the daemon exports it, and what a ledger says against it.
enum LoggedEvents {
  /// The id of each event, in the order of seq.
  static func read(_ daemon: Daemon) throws -> [String] {
    let connection = try RawConnection(daemon.socket)
    connection.send(
      Array("GET /v1/export HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
    )
    let (bytes, isClosed) = connection.readToEnd()
    guard isClosed, let response = RawResponse(complete: bytes), response.status == 200 else {
      throw DaemonTrouble("the export did not end: \(daemon.log)")
    }
    var ids: [String] = []
    var isComplete = false
    for line in response.body.split(separator: UInt8(ascii: "\n")) {
      let value = try JSONParser.parse(Array(line))
      if let seq = value["seq"]?.intValue {
        guard seq == ids.count + 1, let id = value["id"]?.stringValue else {
          throw DaemonTrouble("event \(ids.count + 1) is not where it should be")
        }
        ids.append(id)
      } else if value["root"] != nil {
        isComplete = true
      }
    }
    guard isComplete else { throw DaemonTrouble("the export has no last line") }
    return ids
  }

  /// What is wrong: an acknowledged event that is missing or elsewhere, an event twice, or one that
  /// nobody sent.
  static func faults(in ids: [String], _ ledger: Ledger) -> [String] {
    var faults: [String] = []
    for (id, seq) in ledger.all where !ids.indices.contains(seq - 1) || ids[seq - 1] != id {
      faults.append("\(id) was acknowledged as \(seq) and is not there")
    }
    if Set(ids).count != ids.count { faults.append("an id stands in the log twice") }
    let unknown = Set(ids).subtracting(ledger.ids)
    if !unknown.isEmpty { faults.append("nobody sent \(unknown.sorted().prefix(3))") }
    return faults
  }
}
