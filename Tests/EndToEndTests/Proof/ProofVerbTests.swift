import ChanceryModel
import Foundation
import TestSupport
import Testing

/// `prove`, `verify-proof` and `checkpoint` as they are typed.
@Suite struct ProofVerbTests {
  private let daemon: Daemon
  private let scratch: Scratch

  init() throws {
    daemon = try Daemon()
    scratch = try Scratch()
    try daemon.append(
      Sample.topic("own-troops"),
      Sample.statement("s-1", more: #","paraphrase":"Italy sends no soldiers""#),
      Sample.statement("s-2", holder: "FRA", position: "support")
    )
  }

  private func key() throws -> String {
    try #require(try daemon.get("/v1/status").json["key"]?.stringValue)
  }

  private func prove(_ seq: Int) throws -> String {
    let run = try daemon.chancery("prove", String(seq))
    try #require(run.status == 0, "\(run.errors)")
    return run.output
  }

  /// Runs `verify-proof` where there is no daemon.
  private func verify(_ proof: String, _ arguments: String...) throws -> Run {
    try Run.program(
      Binaries.client,
      ["verify-proof", "-"] + arguments,
      input: proof,
      environment: ["CHANCERY_SOCKET": "/nonexistent/socket"]
    )
  }

  @Test func `a proof is checked with the key alone, when the daemon is long gone`() throws {
    let key = try key()
    let proofs = try (1...3).map { try prove($0) }
    #expect(daemon.stop())
    for (index, proof) in proofs.enumerated() {
      #expect(proof.hasPrefix("c2sp.org/tlog-proof@v1\nextra "))
      let run = try verify(proof, "--key", key)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("verified"))
      #expect(run.output.contains("event \(index + 1)"))
    }
    let shown = try verify(proofs[1], "--key", key).output
    for text in ["ITA", "oppose", "Italy sends no soldiers", "uid:", key, "3 events"] {
      #expect(shown.contains(text), "\(text) in \(shown)")
    }
  }

  @Test func `every form of output tells the same`() throws {
    let key = try key()
    let proof = try prove(2)
    let json = try JSONParser.parse(
      Array(try verify(proof, "--key", key, "-o", "json").output.utf8)
    )
    #expect(json["schema"]?.stringValue == "chancery.proof/1")
    #expect(json["verified"]?.boolValue == true && json["redacted"]?.boolValue == false)
    #expect(json["seq"]?.intValue == 2 && json["size"]?.intValue == 3)
    #expect(json["key"]?.stringValue == key)
    let stored = try daemon.get("/v1/events/2").json
    #expect(json["event"] == stored)
    for format in ["ndjson", "csv", "tsv", "md", "wide"] {
      let run = try verify(proof, "--key", key, "-o", format)
      #expect(run.status == 0 && run.output.contains("Italy sends no soldiers"), "\(format)")
    }
  }

  @Test func `prove writes a file, and says how it is checked`() throws {
    let path = scratch.path + "/e.tlog-proof"
    let run = try daemon.chancery("prove", "2", "--out", path)
    #expect(run.status == 0 && run.output.isEmpty)
    let key = try key()
    #expect(run.errors.contains("verify-proof \(path) --key \(key)"))
    try "\(key)\n".write(toFile: scratch.path + "/key", atomically: true, encoding: .utf8)
    let checked = try Run.program(
      Binaries.client,
      ["verify-proof", path, "--key", scratch.path + "/key"]
    )
    #expect(checked.status == 0, "\(checked.errors)")
  }

  @Test func `without a key nothing is checked, and the remedy names how to get it`() throws {
    let run = try verify(try prove(1))
    #expect(run.status == 64)
    #expect(run.errors.contains("--key") && run.errors.contains("chancery status"))
    #expect(run.output.isEmpty)
    for wrong in ["x", "a+b", "a+00000000+AQ==", "/nonexistent"] {
      let run = try verify(try prove(1), "--key", wrong)
      #expect(run.status != 0 && run.output.isEmpty, "\(wrong)")
    }
  }

  @Test func `another journal's key is not taken`() throws {
    let other = try Daemon()
    let key = try #require(try other.get("/v1/status").json["key"]?.stringValue)
    let run = try verify(try prove(2), "--key", key)
    #expect(run.status == 65 && run.output.isEmpty)
    #expect(run.errors.contains("signature: "), "\(run.errors)")
    // The daemon's own name with another key.
    let own = try self.key()
    let mixed = try Self.key(named: String(own.split(separator: "+")[0]), like: key)
    let second = try verify(try prove(2), "--key", mixed)
    #expect(second.status == 65 && second.errors.contains("signature: "), "\(second.errors)")
  }

  /// Another key's bytes under a name, with the ID that belongs to both.
  private static func key(named name: String, like key: String) throws -> String {
    let end = key.split(separator: "+", maxSplits: 2)[2]
    let bytes = try #require(Data(base64Encoded: String(end)))
    let id = try Sum.sha256(Array(name.utf8) + [10] + Array(bytes)).prefix(8)
    return "\(name)+\(id)+\(end)"
  }

  @Test func `a proof with anything changed fails, names the check, and is never called good`()
    throws
  {
    let key = try key()
    let proof = try prove(2)
    var lines = proof.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let extra = try JSONParser.parse(
      Array(try #require(Data(base64Encoded: String(lines[1].dropFirst(6)))))
    )
    func text(_ change: (inout [String]) -> Void) -> String {
      var changed = lines
      change(&changed)
      return changed.joined(separator: "\n")
    }
    func withExtra(_ change: (inout JSONObject) throws -> Void) throws -> String {
      var object = try #require(extra.objectValue)
      try change(&object)
      let bytes = CanonicalJSON.bytes(of: .object(object))
      return text { $0[1] = "extra " + Data(bytes).base64EncodedString() }
    }
    let other = try prove(3).split(separator: "\n", omittingEmptySubsequences: false)
    let cases: [(check: String, proof: String)] = [
      ("form", ""), ("form", "not a proof\n"), ("form", text { $0.remove(at: 1) }),
      ("form", String(proof.dropLast(30))), ("form", text { $0[0] += " " }),
      ("inclusion", text { $0[2] = "index 0" }), ("inclusion", text { $0[2] = "index 7" }),
      ("inclusion", text { $0[3] = String(other[3]) }), ("inclusion", text { $0.remove(at: 3) }),
      ("inclusion", text { $0.insert($0[3], at: 3) }),
      ("signature", text { $0[7] = "4" }),
      ("signature", text { $0[6] = "another.example/log" }),
      ("inclusion", text { $0[1] = String(other[1]) }),
      (
        "datahash",
        try withExtra {
          var data = try #require($0["data"]?.objectValue)
          data["position"] = "support"
          $0["data"] = .object(data)
        }
      ),
      ("datahash", try withExtra { $0["salt"] = .string(Text(String(repeating: "0", count: 32))) }),
      (
        "inclusion",
        try withExtra {
          var leaf = try #require($0["leaf"]?.objectValue)
          leaf["recordedat"] = "2020-01-01T00:00:00.000000Z"
          $0["leaf"] = .object(leaf)
        }
      ),
      ("form", try withExtra { $0["more"] = "unchecked" }),
      ("form", try withExtra { $0["leaf"] = nil }), ("form", try withExtra { $0["data"] = nil }),
    ]
    for (check, changed) in cases {
      let run = try verify(changed, "--key", key)
      #expect(run.status == 65, "\(check): \(run.errors)")
      #expect(run.errors.contains("\(check): "), "\(check): \(run.errors)")
      #expect(run.output.isEmpty && !run.errors.contains("verified"), "\(run.errors)")
      let json = try verify(changed, "--key", key, "-o", "json")
      #expect(json.status == 65 && json.output.isEmpty)
    }
    lines = []
  }

  @Test func `a proof whose content was taken out still proves that the event was recorded`() throws
  {
    let proof = try prove(2)
    var lines = proof.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let extra = try JSONParser.parse(
      Array(try #require(Data(base64Encoded: String(lines[1].dropFirst(6)))))
    )
    var object = JSONObject()
    object["leaf"] = extra["leaf"]
    lines[1] = "extra " + Data(CanonicalJSON.bytes(of: .object(object))).base64EncodedString()
    let run = try verify(lines.joined(separator: "\n"), "--key", try key())
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("redacted") && !run.output.contains("soldiers"))
  }

  /// A statement corrected twice, the second time as a correction of the correction, then withdrawn.
  private func correct() throws {
    func correction(_ event: Int, _ data: String) -> String {
      #"{"event":\#(event),"version":\#(event),"data":\#(data),"reason":"it was misread"}"#
    }
    func statement(_ position: String) -> String {
      #"{"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"\#(position)"}"#
    }
    let first = correction(2, statement("support"))
    let second = correction(4, correction(2, statement("neutral")))
    try daemon.append(
      #"{"type":"event.corrected","id":"c-1","data":\#(first)}"#,
      #"{"type":"event.corrected","id":"c-2","data":\#(second)}"#,
      #"{"type":"event.withdrawn","id":"w-1","data":{"event":"s-1","reason":"nobody said it"}}"#,
      Sample.statement("other", holder: "DEU")
    )
  }

  @Test func `of a corrected event every leaf is proven`() throws {
    try correct()
    let key = try key()
    let proof = try prove(2)
    let run = try verify(proof, "--key", key)
    #expect(run.status == 0, "\(run.errors)")
    for text in [
      "changed by", "event 4 · event.corrected", "event 6 · event.withdrawn", "nobody said it",
    ] {
      #expect(run.output.contains(text), "\(text): \(run.output)")
    }
    let json = try JSONParser.parse(
      Array(try verify(proof, "--key", key, "-o", "json").output.utf8)
    )
    let corrections = try #require(json["corrections"]?.arrayValue)
    #expect(corrections.map { $0["seq"]?.intValue } == [4, 5, 6])
    for correction in corrections {
      let seq = try #require(correction["seq"]?.intValue)
      #expect(correction == (try daemon.get("/v1/events/\(seq)").json))
    }
    #expect(try verify(try prove(4), "--key", key, "-o", "json").output.contains(#""seq":5"#))
    #expect(
      try verify(try prove(3), "--key", key, "-o", "json").output.contains(#""corrections":[]"#)
    )
  }

  @Test func `a correction that is changed, another event's or out of order is found out`() throws {
    try correct()
    let key = try key()
    let lines = try prove(2).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init
    )
    let extra = try JSONParser.parse(
      Array(try #require(Data(base64Encoded: String(lines[1].dropFirst(6)))))
    )
    let items = try #require(extra["corrections"]?.arrayValue)
    let other = try daemon.get("/v1/proofs/inclusion/7").json
    var foreign = JSONObject()
    for name: Text in ["data", "leaf", "path", "salt", "seq"] { foreign[name] = other[name] }
    var changed = try #require(items[1].objectValue)
    changed["data"] = items[0]["data"]
    var moved = try #require(items[1].objectValue)
    moved["seq"] = 6
    var spoken = try #require(items[1].objectValue)
    spoken["note"] = "unchecked"
    for (check, corrections) in [
      ("corrections", items + [.object(foreign)]), ("form", [items[2], items[0]]),
      ("corrections", [items[1]]), ("datahash", [items[0], .object(changed)]),
      ("inclusion", [items[0], .object(moved)]), ("form", [items[0], .object(spoken)]),
      ("form", []), ("form", [items[0], items[0]]),
    ] as [(String, [JSONValue])] {
      var object = try #require(extra.objectValue)
      object["corrections"] = .array(corrections)
      let bytes = CanonicalJSON.bytes(of: .object(object))
      var text = lines
      text[1] = "extra " + Data(bytes).base64EncodedString()
      let run = try verify(text.joined(separator: "\n"), "--key", key)
      #expect(run.status == 65 && run.output.isEmpty, "\(check)")
      #expect(run.errors.contains("\(check): "), "\(check): \(run.errors)")
    }
  }

  @Test func `of an erased event the place is proven, and who erased it`() throws {
    let key = try key()
    let before = try prove(2)
    let erased = try daemon.chancery("redact", "2", "--reason", "a private person", "--yes")
    try #require(erased.status == 0, "\(erased.errors)")
    let proof = try prove(2)
    let run = try verify(proof, "--key", key)
    #expect(run.status == 0, "\(run.errors)")
    for text in ["redacted", "event.redacted", "a private person"] {
      #expect(run.output.contains(text), "\(text): \(run.output)")
    }
    #expect(!run.output.contains("soldiers"))
    #expect(try verify(before, "--key", key).status == 0, "what was published still holds")
    let answer = try daemon.get("/v1/proofs/inclusion/2").json
    #expect(answer["data"] == .null)
    #expect(answer["salt"]?.stringValue == String(repeating: "0", count: 32))
  }

  @Test func `an event that is not there has no proof`() throws {
    for seq in ["0", "4"] {
      let run = try daemon.chancery("prove", seq)
      #expect(run.status == 64 && run.output.isEmpty, "\(run.errors)")
    }
  }

  // MARK: Checkpoints

  @Test func `the checkpoint is printed as it was signed`() throws {
    let note = try daemon.get("/v1/checkpoint")
    #expect(note.header("content-type") == "text/plain; charset=utf-8")
    let run = try daemon.chancery("checkpoint")
    #expect(run.status == 0 && run.output == note.text)
    #expect(note.text.split(separator: "\n", omittingEmptySubsequences: false)[1] == "3")
    let json = try JSONParser.parse(
      Array(try daemon.chancery("checkpoint", "-o", "json").output.utf8)
    )
    #expect(json["schema"]?.stringValue == "chancery.checkpoint/1")
    #expect(json["checkpoint"]?.stringValue == note.text && json["size"]?.intValue == 3)
    #expect(json["key"]?.stringValue == (try key()))
  }

  @Test func `since an older checkpoint nothing was rewritten`() throws {
    let old = scratch.path + "/old"
    #expect(try daemon.chancery("checkpoint", "--out", old).status == 0)
    for round in 0..<3 {
      let run = try daemon.chancery("checkpoint", "--since", old, "--key", try key())
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("nothing up to event 3 was rewritten"))
      #expect(run.output.contains("\(3 + round * 2) events"), "\(run.output)")
      try daemon.append(Sample.topic("a-\(round)"), Sample.topic("b-\(round)"))
    }
    let json = try daemon.chancery("checkpoint", "--since", old, "-o", "json")
    let answer = try JSONParser.parse(Array(json.output.utf8))
    #expect(answer["from"]?["size"]?.intValue == 3 && answer["to"]?["size"]?.intValue == 9)
  }

  @Test func `a checkpoint that is forged or another journal's is refused`() throws {
    let note = try daemon.get("/v1/checkpoint").text
    let other = try Daemon()
    for wrong in [
      note.replacing("\n3\n", with: "\n2\n"), try other.get("/v1/checkpoint").text, "", "text",
    ] {
      let path = scratch.path + "/wrong"
      try wrong.write(toFile: path, atomically: true, encoding: .utf8)
      let run = try daemon.chancery("checkpoint", "--since", path)
      #expect(run.status == 65, "\(run.errors)")
      #expect(!run.output.contains("nothing up to"))
    }
  }

  @Test func `a journal that was rewritten under its own key is found out`() throws {
    let old = scratch.path + "/old"
    #expect(try daemon.chancery("checkpoint", "--out", old).status == 0)
    let key = try key()
    #expect(daemon.stop())
    // Another history under the same key, of fewer, as many and more events.
    let data = scratch.path + "/data"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
    chmod(data, 0o700)
    try FileManager.default.copyItem(atPath: daemon.data + "/key", toPath: data + "/key")
    let forged = try Daemon(data: data)
    for count in [0, 1, 2, 2, 3] {
      for number in 0..<count {
        try forged.append(Sample.topic("f-\(count)-\(number)-\(UUID())".lowercased()))
      }
      let run = try forged.chancery("checkpoint", "--since", old, "--key", key)
      #expect(run.status == 65, "\(run.errors)")
      #expect(run.errors.contains("does not extend"), "\(run.errors)")
      #expect(!run.output.contains("nothing up to"))
    }
  }
}
