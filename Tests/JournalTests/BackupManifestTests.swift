import ChanceryModel
import Journal
import Testing

@Suite struct BackupManifestTests {
  private static let digest = Text(String(repeating: "ab", count: 32))

  private func manifest(_ change: (inout BackupManifest) -> Void = { _ in }) -> BackupManifest {
    var manifest = BackupManifest(
      journal: "urn:uuid:0195d3c4-0000-4000-8000-000000000000",
      head: 21,
      root: Self.digest,
      checkpoint: nil,
      key: nil,
      created: Instant(microseconds: 1_743_062_400_000_000),
      files: [
        BackupManifest.File(name: "journal/data.mdb", byteCount: 8192, sha256: Self.digest)
      ]
    )
    change(&manifest)
    return manifest
  }

  @Test func `a manifest is RFC 8785 JSON, and reads back as it was`() throws {
    let plain = manifest()
    let digest = Self.digest
    #expect(
      String(decoding: plain.bytes, as: UTF8.self)
        == #"{"checkpoint":null,"created":"2025-03-27T08:00:00.000000Z","files":[{"bytes":8192,"#
        + #""name":"journal/data.mdb","sha256":"\#(digest)"}],"head":21,"#
        + #""journal":"urn:uuid:0195d3c4-0000-4000-8000-000000000000","key":null,"#
        + #""root":"\#(digest)","schema":"chancery.backup/1"}"#
    )
    #expect(try BackupManifest(plain.bytes, at: "m") == plain)
    let signed = manifest {
      $0.checkpoint = "chancery/x\n21\nroot\n\n— chancery/x AAAA\n"
      $0.key = "chancery/x+00000000+AAAA"
      $0.files.append(BackupManifest.File(name: "checkpoint", byteCount: 9, sha256: Self.digest))
    }
    #expect(try BackupManifest(signed.bytes, at: "m") == signed)
  }

  @Test func `another schema, a missing member, another spelling and foreign files are refused`() {
    let text = String(decoding: manifest().bytes, as: UTF8.self)
    let changes: [(String, String, JournalError.Kind)] = [
      ("backup/1", "backup/2", .format),
      ("\"head\":21,", "", .damaged),
      ("\"head\":21", "\"head\":-1", .damaged),
      ("\"head\":21", "\"head\": 21", .damaged),
      ("journal/data.mdb", "../data.mdb", .damaged),
      ("journal/data.mdb", "checkpoint", .damaged),
      ("\"checkpoint\":null", "\"checkpoint\":\"x\"", .damaged),
      ("{\"checkpoint", "{\"a\":1,\"checkpoint", .damaged),
      ("}", "", .damaged),
    ]
    for (from, to, kind) in changes {
      let changed = text.replacing(from, with: to)
      #expect(changed != text)
      do {
        _ = try BackupManifest(Array(changed.utf8), at: "manifest.json")
        Issue.record("\(changed) was read")
      } catch {
        #expect(error.kind == kind, "\(changed): \(error)")
        #expect(error.detail.contains("manifest.json") && error.hint != nil)
      }
    }
  }
}
