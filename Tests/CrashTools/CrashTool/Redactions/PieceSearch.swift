import Foundation

/// Looks for many texts at once in files: for each as a whole, and for pieces of 16 bytes of it.
///
/// Of a form of up to 8 KiB every piece is known, so that any 16 bytes of it are found. Of a longer one
/// it is every sixteenth, so that any 31 bytes in a row are.
struct PieceSearch {
  /// Where something was found that should be nowhere.
  struct Find: CustomStringConvertible {
    let place: String
    let offset: Int
    let name: String

    var description: String { "\(name) is left in \(place), at byte \(offset)" }
  }

  private struct Piece: Hashable {
    var first: UInt64
    var second: UInt64
  }

  private static let pieceBytes = 16
  private static let everyPieceMax = 8 << 10
  private static let stride = 16
  private static let filterBits = 24

  private var pieces: [Piece: Int] = [:]
  /// Forms shorter than a piece, by their first eight bytes.
  private var short: [UInt64: (form: [UInt8], name: Int)] = [:]
  private var names: [String] = []
  /// A bit for each hash of a piece: clear for nearly all that is no piece.
  private var filter = [UInt64](repeating: 0, count: 1 << (filterBits - 6))

  /// How many texts are looked for.
  private(set) var count = 0

  /// Looks for a needle in all of its forms.
  mutating func add(_ needle: Needle, _ name: String) {
    for form in needle.forms { add(form.bytes, "\(name) (\(form.name))") }
    count += 1
  }

  /// Looks for some bytes, as they are.
  mutating func add(_ form: [UInt8], _ name: String) {
    guard form.count >= 8 else { return }
    names.append(name)
    let number = names.count - 1
    guard form.count >= PieceSearch.pieceBytes else {
      let key = form.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
      short[key] = (form, number)
      mark(PieceSearch.hash(key, 0))
      return
    }
    let step = form.count > PieceSearch.everyPieceMax ? PieceSearch.stride : 1
    form.withUnsafeBytes { bytes in
      for offset in Swift.stride(from: 0, through: form.count - PieceSearch.pieceBytes, by: step) {
        let first = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let second = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
        pieces[Piece(first: first, second: second)] = number
        mark(PieceSearch.hash(first, second))
      }
    }
  }

  private mutating func mark(_ hash: Int) { filter[hash >> 6] |= 1 << UInt64(hash & 63) }

  private static func hash(_ first: UInt64, _ second: UInt64) -> Int {
    let mixed = (first ^ (second << 29 | second >> 35)) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> UInt64(64 - filterBits))
  }

  /// What is found first in some bytes, or nil.
  func first(in bytes: [UInt8], of place: String) -> Find? {
    bytes.withUnsafeBytes { first(in: $0, of: place) }
  }

  private func first(in bytes: UnsafeRawBufferPointer, of place: String) -> Find? {
    guard bytes.count >= 8 else { return nil }
    return filter.withUnsafeBufferPointer { filter in
      var offset = 0
      let (last, lastLong) = (bytes.count - 8, bytes.count - PieceSearch.pieceBytes)
      while offset <= last {
        let first = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        // Most of a journal's free space; no piece begins with zeros.
        if first != 0 {
          let brief = PieceSearch.hash(first, 0)
          if filter[brief >> 6] & 1 << UInt64(brief & 63) != 0,
            let found = short[first], PieceSearch.holds(found.form, bytes, offset)
          {
            return Find(place: place, offset: offset, name: names[found.name])
          }
          if offset <= lastLong {
            let second = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
            let hash = PieceSearch.hash(first, second)
            if filter[hash >> 6] & 1 << UInt64(hash & 63) != 0,
              let name = pieces[Piece(first: first, second: second)]
            {
              return Find(place: place, offset: offset, name: names[name])
            }
          }
        }
        offset += 1
      }
      return nil
    }
  }

  private static func holds(_ form: [UInt8], _ bytes: UnsafeRawBufferPointer, _ at: Int) -> Bool {
    at + form.count <= bytes.count && bytes[at..<at + form.count].elementsEqual(form)
  }

  /// What is found in the files below a directory, each read from its first byte to its last.
  ///
  /// - Parameters:
  ///   - directory: Where to look.
  ///   - bytes: Grows by what was read.
  /// - Returns: One find a file.
  /// - Throws: The system's error for a file that cannot be read.
  func finds(below directory: String, bytes: inout Int) throws -> [Find] {
    var finds: [Find] = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
      let path = directory + "/" + name
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      bytes += data.count
      if let find = data.withUnsafeBytes({ first(in: $0, of: name) }) { finds.append(find) }
    }
    return finds
  }
}
