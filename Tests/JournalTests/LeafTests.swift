import ChanceryModel
import Journal
import LMDB
import Proofs
import Testing

/// What is hashed: RFC 8785 JSON of every attribute but data and seq.
@Suite struct LeafTests {
  static func attributes(_ id: Text = "a/1") -> Leaf.Attributes {
    Leaf.Attributes(
      type: .statementMade,
      source: "urn:uuid:7",
      id: id,
      recordedAt: Instant(microseconds: 1_742_835_731_482_913),
      recordedBy: "uid:1000",
      dataHash: Leaf.dataHash(salt: [1, 2], data: [3])
    )
  }

  @Test func `the attributes stand in the order of RFC 8785`() {
    var attributes = Self.attributes()
    let hash = attributes.dataHash.hex
    #expect(
      String(decoding: Leaf.bytes(attributes), as: UTF8.self)
        == #"{"datahash":"\#(hash)","id":"a/1","recordedat":"2025-03-24T17:02:11.482913Z","#
        + #""recordedby":"uid:1000","source":"urn:uuid:7","specversion":"1.0","#
        + #""type":"statement.made"}"#
    )
    attributes.time = "2025-03-24T10:00:00Z"
    attributes.subject = "s"
    attributes.dataSchema = "urn:x"
    attributes.dataContentType = "application/json"
    #expect(
      String(decoding: Leaf.bytes(attributes), as: UTF8.self)
        == #"{"datacontenttype":"application/json","datahash":"\#(hash)","dataschema":"urn:x","#
        + #""id":"a/1","recordedat":"2025-03-24T17:02:11.482913Z","recordedby":"uid:1000","#
        + #""source":"urn:uuid:7","specversion":"1.0","subject":"s","#
        + #""time":"2025-03-24T10:00:00Z","type":"statement.made"}"#
    )
  }

  @Test(arguments: [
    "plain", "é", "e\u{301}", "\"quoted\\\"", "tab\tline\nreturn\r", "\u{1}\u{1F}", "\u{7F}",
    "中文", "👩‍👩‍👧", "</script>", "\u{2028}\u{FEFF}", "",
  ])
  func `a leaf is its own canonical form, whatever the texts`(_ text: String) throws {
    for place in 0..<16 {
      var attributes = Self.attributes(Text(text))
      if place & 1 != 0 { attributes.subject = Text(text) }
      if place & 2 != 0 { attributes.time = Text(text) }
      if place & 4 != 0 { attributes.dataSchema = Text(text) }
      if place & 8 != 0 { attributes.source = Text(text) }
      let leaf = Leaf.bytes(attributes)
      let parsed = try JSONParser.parse(leaf)
      #expect(CanonicalJSON.bytes(of: parsed) == leaf)
      #expect(parsed["id"]?.textValue == Text(text))
    }
  }

  @Test func `the data hash is SHA-256 of the salt and the data`() {
    // printf 'abc' | sha256sum
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(Leaf.dataHash(salt: Array("a".utf8), data: Array("bc".utf8)).hex == expected)
    #expect(SHA256Digest.digest(of: Array("abc".utf8)).hex == expected)
  }
}
