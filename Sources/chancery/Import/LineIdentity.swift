import ChanceryRender
import Proofs

/// Gives every event an id, so that importing twice appends once.
///
/// A line that has no `id` gets the SHA-256 of its bytes and its occurrence among equal lines:
/// `<hex>-1`. Two equal lines are two events; the same file again is the same ids.
struct LineIdentity {
  private var occurrences: [Key: Int] = [:]

  /// The first half of a digest: 128 bits, past any chance of a collision.
  private struct Key: Hashable {
    let high: UInt64
    let low: UInt64

    init(hex: String) {
      high = UInt64(hex.prefix(16), radix: 16) ?? 0
      low = UInt64(hex.dropFirst(16).prefix(16), radix: 16) ?? 0
    }
  }

  /// A line as it is sent.
  struct Line {
    let bytes: [UInt8]
    /// What was put in: how many bytes, behind how many of the line's own.
    let inserted: (at: Int, count: Int)?

    /// The column in the line as it stands in the file, for a column in the line as sent; 1-based.
    func column(inFile column: Int) -> Int {
      guard let inserted, column > inserted.at else { return column }
      return max(inserted.at + 1, column - inserted.count)
    }
  }

  /// Prepares the next line of the sequence; every line of it must be passed, in order.
  mutating func prepare(_ content: [UInt8]) -> Line {
    guard let start = JSONSlices.firstMember(of: content),
      !JSONSlices.hasMember("id", in: content)
    else { return Line(bytes: content, inserted: nil) }
    let hex = SHA256Digest.hex(of: content)
    let occurrence = occurrences[Key(hex: hex), default: 0] + 1
    occurrences[Key(hex: hex)] = occurrence
    let isEmpty = content[start...].first { $0 != 32 && $0 != 9 } == UInt8(ascii: "}")
    let member = Array("\"id\":\"\(hex)-\(occurrence)\"\(isEmpty ? "" : ",")".utf8)
    return Line(
      bytes: content[..<start] + member + content[start...],
      inserted: (start, member.count)
    )
  }
}
