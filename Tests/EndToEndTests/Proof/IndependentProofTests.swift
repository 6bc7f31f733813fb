import ChanceryModel
import Foundation
import TestSupport
import Testing

/// Roots, proofs and signatures checked by programs that have nothing to do with ours.
@Suite struct IndependentProofTests {
  // MARK: pymerkle

  private static let pymerkle = "7.0.0"

  /// The Python of an environment that has pymerkle; made beside the test's binaries at the first time.
  private static func python() throws -> URL {
    let path = Binaries.directory.appendingPathComponent("pymerkle-\(pymerkle)")
    let python = path.appendingPathComponent("bin/python")
    let isThere = try Run.program(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "'\(python.path)' -c 'import pymerkle'"]
    )
    if isThere.status == 0 { return python }
    let made = try Run.program(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-c",
        "rm -rf '\(path.path)' && python3 -m venv '\(path.path)'"
          + " && '\(path.path)/bin/pip' install --quiet --disable-pip-version-check 'pymerkle==\(pymerkle)'",
      ],
      seconds: 240
    )
    guard made.status == 0 else {
      throw DaemonTrouble(
        "pymerkle \(pymerkle) could not be installed; python3-venv and a reachable package index are"
          + " needed (scripts/setup): \(made.errors)"
      )
    }
    return python
  }

  /// Reads leaves as base64, prints for each size the root and the paths of all leaves.
  private static let program = """
    import base64, json, sys
    from pymerkle import InmemoryTree
    tree = InmemoryTree(algorithm="sha256")
    for line in sys.stdin:
        tree.append_entry(base64.b64decode(line))
    answer = []
    for size in range(1, tree.get_size() + 1):
        paths = []
        for index in range(1, size + 1):
            path = tree.prove_inclusion(index, size).path
            paths.append([base64.b64encode(bytes(node)).decode() for node in path[1:]])
        answer.append({"root": tree.get_root(size).hex(), "paths": paths})
    print(json.dumps(answer))
    """

  @Test func `pymerkle gives our roots and our inclusion proofs, for every size`() throws {
    let daemon = try Daemon()
    for number in 1...13 { try daemon.append(Sample.topic("t-\(number)")) }
    let leaves = try (1...13).map { seq in
      let text = try daemon.get("/v1/proofs/inclusion/\(seq)").text
      let start = try #require(text.firstRange(of: #","leaf":"#)).upperBound
      let end = try #require(text.firstRange(of: #","salt":""#)).lowerBound
      return Data(text[start..<end].utf8).base64EncodedString()
    }
    let run = try Run.program(
      try Self.python(),
      ["-c", Self.program],
      input: leaves.joined(separator: "\n") + "\n",
      seconds: 60
    )
    try #require(run.status == 0, "\(run.errors)")
    let theirs = try #require(JSONParser.parse(Array(run.output.utf8)).arrayValue)
    #expect(theirs.count == 13)
    for (index, tree) in theirs.enumerated() {
      for seq in 1...(index + 1) {
        let ours = try daemon.get("/v1/proofs/inclusion/\(seq)?size=\(index + 1)").json
        #expect(ours["root"] == tree["root"], "size \(index + 1)")
        #expect(ours["path"] == tree["paths"]?[seq - 1], "event \(seq) of \(index + 1)")
      }
    }
    let export = try daemon.get("/v1/export").text
    #expect(export.contains(try #require(theirs.last?["root"]?.stringValue)))
  }

  // MARK: openssl

  /// Has openssl check a signature; the end status.
  private func openssl(key: String, text: String, signature: Data) throws -> Run {
    let scratch = try Scratch()
    let end = try #require(key.split(separator: "+", maxSplits: 2).last)
    let bytes = try #require(Data(base64Encoded: String(end)))
    let prefix: [UInt8] = [0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0]
    let files = [
      "key.der": Data(prefix) + bytes.dropFirst(), "text": Data(text.utf8), "sig": signature,
    ]
    for (name, data) in files {
      try data.write(to: URL(fileURLWithPath: "\(scratch.path)/\(name)"))
    }
    return try Run.program(
      URL(fileURLWithPath: "/usr/bin/env"),
      [
        "openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey",
        scratch.path + "/key.der", "-rawin", "-in", scratch.path + "/text", "-sigfile",
        scratch.path + "/sig",
      ]
    )
  }

  @Test func `openssl verifies our signatures, and no changed text`() throws {
    let daemon = try Daemon()
    let key = try #require(try daemon.get("/v1/status").json["key"]?.stringValue)
    for round in 0..<3 {
      let note = try daemon.get("/v1/checkpoint").text
      let parts = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      #expect(parts.count == 6 && parts[3].isEmpty)
      let text = parts[..<3].map { $0 + "\n" }.joined()
      let last = try #require(parts[4].split(separator: " ").last)
      let blob = try #require(Data(base64Encoded: String(last)))
      let good = try openssl(key: key, text: text, signature: Data(blob.dropFirst(4)))
      #expect(good.status == 0, "\(good.errors)")
      let bad = try openssl(key: key, text: text + "\n", signature: Data(blob.dropFirst(4)))
      #expect(bad.status != 0)
      try daemon.append(Sample.topic("t-\(round)"))
    }
  }

  // MARK: The page for everybody

  /// The fenced blocks of a document, each with its language.
  private func blocks(_ path: String) throws -> [(language: String, text: String)] {
    let document = try String(
      contentsOf: Binaries.root.appendingPathComponent(path),
      encoding: .utf8
    )
    var blocks: [(language: String, text: String)] = []
    var isOpen = false
    for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if !isOpen { blocks.append((String(line.dropFirst(3)), "")) }
        isOpen.toggle()
      } else if isOpen {
        blocks[blocks.count - 1].text += line + "\n"
      }
    }
    return blocks
  }

  /// Runs the page's commands in a directory of their own, one after another.
  private func follow(_ daemon: Daemon, key: String, before change: String = "") throws -> Run {
    let scratch = try Scratch()
    var script = "set -eu\ncd '\(scratch.path)'\n"
    for (language, text) in try blocks("Documentation/CheckAClaim.md") {
      if language == "python" {
        try text.write(toFile: scratch.path + "/check.py", atomically: true, encoding: .utf8)
        script += change + "\n"
      } else if language == "sh" {
        script += text
      }
    }
    return try Run.program(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["bash", "-c", script],
      environment: ["CHANCERY_SOCKET": daemon.socket, "KEY": key]
    )
  }

  @Test func `the commands of the page on claims do what it says`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let key = try #require(try daemon.get("/v1/status").json["key"]?.stringValue)
    let run = try follow(daemon, key: key)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    for text in [key, "recordedat", "in the tree of", "Signature Verified Successfully", "— "] {
      #expect(run.output.contains(text), "\(text): \(run.output)")
    }
    // What was changed on the way is found at its own step.
    for (change, message) in [
      ("sed -i 's/\"data\":{\"/\"data\":{\"x/' proof.json", "the data were changed"),
      ("sed -i 's/\"recordedby\":\"uid:/\"recordedby\":\"uid:9/' proof.json", "not in the tree"),
      ("sed -i 's/\"index\":16/\"index\":17/' proof.json", "not in the tree"),
    ] {
      let run = try follow(daemon, key: key, before: change)
      #expect(run.status != 0 && run.errors.contains(message), "\(change): \(run.errors)")
      #expect(!run.output.contains("Signature Verified"))
    }
    let other = try Daemon()
    let foreign = try #require(try other.get("/v1/status").json["key"]?.stringValue)
    let forged = try follow(daemon, key: foreign)
    #expect(forged.status != 0 && !forged.output.contains("Verified Successfully"))
  }
}
