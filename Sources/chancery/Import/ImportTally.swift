import ChanceryModel
import ChanceryRender

/// What an import did.
struct ImportTally {
  var read = 0
  var appended = 0
  var duplicates = 0
  var rejected = 0
  var first: Int?
  var last: Int?
  var head: UInt64 = 0

  /// Takes note of one request's answer; its `results` are not looked at.
  mutating func add(answer: [UInt8]) {
    for member in JSONSlices.members(of: answer) {
      guard let value = Int(String(decoding: answer[member.value], as: UTF8.self)) else { continue }
      switch member.name {
      case "appended": appended += value
      case "duplicates": duplicates += value
      case "first": first = first ?? value
      case "last": last = value
      case "head": head = UInt64(value)
      default: break
      }
    }
  }

  /// `38 read, 36 appended (4..39), 2 already there, 0 rejected`.
  var text: String {
    let span =
      first.flatMap { first in last.map { first == $0 ? " (\(first))" : " (\(first)..\($0))" } }
      ?? ""
    return "\(Counts.grouped(read)) read, \(Counts.grouped(appended)) appended\(span), "
      + "\(Counts.grouped(duplicates)) already there, \(Counts.grouped(rejected)) rejected\n"
  }

  /// `chancery.import/1`.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("schema", "chancery.import/1")
    writer.member("read", read)
    writer.member("appended", appended)
    writer.member("duplicates", duplicates)
    writer.member("rejected", rejected)
    writer.member("head", head)
    writer.endObject()
    return writer.bytes
  }
}
