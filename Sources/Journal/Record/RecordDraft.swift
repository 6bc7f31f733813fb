package import ChanceryModel
internal import LMDB
internal import Proofs

/// A record that lacks nothing but the moment of recording, which only the writer knows.
///
/// It is made where a request is prepared, in parallel with others. The writer puts the moment into its two
/// places: the result is what ``Record/encode(header:salt:leaf:data:)`` gives of a header and a leaf that had that
/// moment from the first.
package struct RecordDraft: Sendable {
  /// The record, with a moment in both places that is not that of recording.
  private let bytes: [UInt8]
  /// Where the moment's eight bytes stand in the header.
  private let headerMoment: Int
  /// Where the moment's text stands in the leaf.
  private let leafMoment: Int
  /// Where the leaf stands.
  let leaf: Range<Int>

  fileprivate init(bytes: [UInt8], headerMoment: Int, leafMoment: Int, leaf: Range<Int>) {
    self.bytes = bytes
    self.headerMoment = headerMoment
    self.leafMoment = leafMoment
    self.leaf = leaf
  }

  /// Writes the whole record in place of what is in a buffer.
  ///
  /// Cost: a copy of the record.
  func write(recordedAt moment: RecordedMoment, to record: inout [UInt8]) {
    record.removeAll(keepingCapacity: true)
    record.append(contentsOf: bytes)
    record.withUnsafeMutableBytes { buffer in
      buffer.storeBytes(
        of: moment.instant.microseconds.bigEndian,
        toByteOffset: headerMoment,
        as: Int64.self
      )
      moment.text.withUnsafeBytes { text in
        UnsafeMutableRawBufferPointer(rebasing: buffer[leafMoment..<leafMoment + text.count])
          .copyMemory(from: text)
      }
    }
  }
}

/// A moment of recording as records have it: spelled once for all records of a commit.
package struct RecordedMoment: Sendable {
  package let instant: Instant
  fileprivate let text: [UInt8]

  /// Nil in the years before 0, whose texts are longer than others: their records are encoded whole.
  package init?(_ instant: Instant) {
    self.instant = instant
    var text: [UInt8] = []
    instant.append(to: &text)
    guard text.count == RecordedMoment.textByteCount else { return nil }
    self.text = text
  }

  /// The moment that drafts have until the writer gives them theirs.
  static let unknown = Instant(microseconds: 0)
  /// How long the text of a moment is.
  private static let textByteCount = unknown.description.utf8.count
}

/// Makes drafts of records, one after another in the same buffers.
package struct RecordDrafting {
  private var header = ByteEncoder(capacity: 512)
  private var leaf: [UInt8] = []

  package init() {
    leaf.reserveCapacity(512)
  }

  /// The draft of a record.
  ///
  /// - Parameters:
  ///   - event: The header but for its moment, which is passed over.
  ///   - attributes: What the leaf holds; its moment is passed over, too.
  ///   - salt: What hides the data.
  ///   - data: RFC 8785 JSON.
  /// - Returns: All of the record but the moment.
  package mutating func draft(
    _ event: EventHeader,
    _ attributes: Leaf.Attributes,
    salt: [UInt8],
    data: [UInt8]
  ) -> RecordDraft {
    var (event, attributes) = (event, attributes)
    event.recordedAt = RecordedMoment.unknown
    attributes.recordedAt = RecordedMoment.unknown
    header.removeAll()
    HeaderCodec.encode(event, to: &header)
    leaf.removeAll(keepingCapacity: true)
    let moment = Leaf.append(attributes, to: &leaf)
    var record = ByteEncoder(capacity: header.bytes.count + leaf.count + data.count + 40)
    let start = Record.encode(
      header: header.bytes,
      salt: salt,
      leaf: leaf,
      data: data,
      to: &record
    )
    return RecordDraft(
      bytes: record.bytes,
      headerMoment: start.header + HeaderCodec.recordedAtOffset,
      leafMoment: start.leaf + moment,
      leaf: start.leaf..<start.leaf + leaf.count
    )
  }
}
