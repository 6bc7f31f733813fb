import Glibc
import Testing

/// What was signed is held against the tree.
@Suite struct CheckpointTests {
  @Test func `an older file in place of the newer is found by the checkpoint`() throws {
    let journal = try SampleJournal()
    let older = try bytes(of: journal.data + "/journal/data.mdb")
    try journal.withEngine { engine in
      try SampleJournal.append(
        [
          #"{"type":"meeting.held","data":{"meeting":"n","date":"2025-03-27","said":"2025-03-27"}}"#
        ],
        to: engine
      )
    }
    #expect(try journal.verify().damages == [])
    try write(older, to: journal.data + "/journal/data.mdb")
    let outcome = try journal.verify()
    #expect(
      outcome.damages == ["checkpoint: it vouches for 13 events, the journal has 12"]
    )
  }

  @Test func `a checkpoint of another history is found`() throws {
    let journal = try SampleJournal()
    let other = try SampleJournal()
    for file in ["/key", "/checkpoint"] {
      try write(try bytes(of: other.data + file), to: journal.data + file)
    }
    let damages = try journal.verify().damages
    #expect(
      damages.count == 1 && damages[0].hasPrefix("checkpoint: the tree of 12 events has root")
    )
  }

  @Test func `a checkpoint that the key did not sign is found, and without a key what it says`()
    throws
  {
    let journal = try SampleJournal()
    let path = journal.data + "/checkpoint"
    var note = try bytes(of: path)
    // The last character of the signature's base64.
    let place = note.count - 4
    note[place] = note[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
    try write(note, to: path)
    #expect(try journal.verify().damages.allSatisfy { $0.hasPrefix("checkpoint: ") })
    #expect(try journal.verify().damages.count == 1)
    #expect(unlink(journal.data + "/key") == 0)
    #expect(try journal.verify().damages == [])
  }

  private func bytes(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }
}
