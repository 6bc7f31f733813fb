import ChanceryModel
import Glibc
import Journal
import LMDB
import Testing

/// The bytes of stored records, held for ever.
///
/// Golden/v1 has one file for each type of event: the record in hex, 32 bytes a line. Every journal
/// in the world holds such bytes, so a difference is a bug in the code, never in the file.
///
/// For a NEW version of the record, add `GoldenRecords.v2` and a folder Golden/v2, and write the
/// files once with
///
///     CHANCERY_WRITE_GOLDEN=v2 swift test --filter GoldenRecordTests
///
/// which makes files that are missing and never touches one that is there.
@Suite struct GoldenRecordTests {
  private static let folder = String(#filePath.dropLast("GoldenRecordTests.swift".count)) + "Golden"

  private static func path(_ version: String, _ type: EventType) -> String {
    "\(folder)/\(version)/\(type.name).hex"
  }

  init() throws {
    guard let wanted = getenv("CHANCERY_WRITE_GOLDEN").map({ String(cString: $0) }) else { return }
    mkdir("\(Self.folder)/\(wanted)", 0o755)
    for (type, record) in GoldenRecords.v1 where wanted == "v1" {
      Self.writeNew(Self.path(wanted, type), hex(record))
    }
    if wanted == "v1" { Self.writeNew(Self.redactedPath, hex(GoldenRecords.redactedV1)) }
  }

  private static let redactedPath = "\(folder)/v1/redacted.hex"

  @Test func `there is a golden record of every type that can be stored`() {
    #expect(Set(GoldenRecords.v1.keys) == Set(RandomHeaders.types))
  }

  @Test(arguments: RandomHeaders.types)
  func `a record of version 1 has the bytes it always had`(_ type: EventType) throws {
    let golden = try #require(Self.read(Self.path("v1", type)))
    let record = try #require(GoldenRecords.v1[type])
    #expect(hex(record) == golden)
  }

  @Test(arguments: RandomHeaders.types)
  func `a golden record of version 1 reads back as what it was made of`(_ type: EventType) throws {
    let golden = try #require(Self.read(Self.path("v1", type)))
    let bytes = try #require(self.bytes(golden))
    let view = try RecordView(bytes.rawSpan)
    let header = try view.decodedHeader()
    let event = try JSONParser.parse(view.event(seq: 1))
    #expect(header == GoldenRecords.header(type))
    #expect(event["type"]?.textValue == type.name)
    #expect(event["data"]?["note"]?.textValue == "golden")
  }

  @Test func `a redacted record of version 1 has its leaf, and nothing of what it said`() throws {
    let golden = try #require(Self.read(Self.redactedPath))
    #expect(hex(GoldenRecords.redactedV1) == golden)
    let bytes = try #require(self.bytes(golden))
    let view = try RecordView(bytes.rawSpan)
    let header = try view.decodedHeader()
    let isEmpty = view.data.byteCount == 0
    let salt = view.salt.toArray()
    #expect(header.isRedacted)
    #expect(header.type == .statementMade)
    #expect(isEmpty)
    #expect(salt == [UInt8](repeating: 0, count: Record.saltByteCount))
  }

  // MARK: Files

  private func hex(_ bytes: [UInt8]) -> String {
    var text = ""
    for (index, byte) in bytes.enumerated() {
      let digits = String(byte, radix: 16)
      text += digits.utf8.count < 2 ? "0" + digits : digits
      if index % 32 == 31 { text += "\n" }
    }
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  private func bytes(_ text: String) -> [UInt8]? {
    let digits = text.filter { !$0.isNewline }
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    var rest = digits[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(validating: bytes[..<count], as: UTF8.self)
  }

  private static func writeNew(_ path: String, _ text: String) {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o644)
    guard descriptor >= 0 else { return }
    _ = write(descriptor, text, text.utf8.count)
    close(descriptor)
  }
}
