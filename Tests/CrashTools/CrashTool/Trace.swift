import Foundation

/// One thing a daemon did to its files, or one answer it sent.
struct TraceRecord {
  enum Kind: UInt32 {
    case create = 0x43
    case makeDirectory = 0x4D
    case rename = 0x52
    case remove = 0x55
    case resize = 0x54
    case write = 0x57
    case flush = 0x46
    case send = 0x53
  }

  var kind: Kind
  /// The inode, or the number of a connection.
  var file: UInt64
  var offset: Int
  /// Of a flush: how long the trace was when it began.
  var since: Int
  /// Where the record begins in the trace.
  var position: Int
  var path: String
  /// The bytes written or sent, as a part of the trace.
  var bytes: Range<Int>
}

/// The whole record of a daemon's life, or of several on the same directory.
struct Trace {
  static let magic: UInt32 = 0x4352_4153
  static let headBytes = 40

  let data: Data
  private(set) var records: [TraceRecord] = []

  init(path: String) throws {
    data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    var position = 0
    while position < data.count {
      guard let record = Trace.record(data, at: position) else {
        // The last one of a process that was killed may be cut off; no other.
        guard data.count - position < 64 << 20 else { throw Fault("no record at \(position)") }
        throw Fault("the trace is cut off at \(position)")
      }
      records.append(record)
      position = record.bytes.upperBound
    }
  }

  private static func record(_ data: Data, at position: Int) -> TraceRecord? {
    guard position + headBytes <= data.count else { return nil }
    return data.withUnsafeBytes { bytes -> TraceRecord? in
      func number<T: FixedWidthInteger>(_ offset: Int, as type: T.Type) -> T {
        bytes.loadUnaligned(fromByteOffset: position + offset, as: type)
      }
      guard number(0, as: UInt32.self) == magic,
        let kind = TraceRecord.Kind(rawValue: number(4, as: UInt32.self))
      else { return nil }
      let pathEnd = position + headBytes + Int(number(32, as: UInt32.self))
      let end = pathEnd + Int(number(36, as: UInt32.self))
      guard end <= bytes.count else { return nil }
      return TraceRecord(
        kind: kind,
        file: number(8, as: UInt64.self),
        offset: Int(number(16, as: UInt64.self)),
        since: Int(number(24, as: UInt64.self)),
        position: position,
        path: String(decoding: bytes[(position + headBytes)..<pathEnd], as: UTF8.self),
        bytes: pathEnd..<end
      )
    }
  }
}
