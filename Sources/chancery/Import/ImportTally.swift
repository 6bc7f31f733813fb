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

  /// Takes note of what was appended, as an answer or a problem says.
  mutating func add(_ answer: JSONValue) {
    appended += answer["appended"]?.intValue ?? 0
    duplicates += answer["duplicates"]?.intValue ?? 0
    first = first ?? answer["first"]?.intValue
    last = answer["last"]?.intValue ?? last
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
