import ChanceryModel
import Foundation
import Testing

/// `completions`, and the names that the daemon gives for them.
@Suite struct CompletionTests {
  /// What the custom completion of an argument offers.
  private func offers(
    _ daemon: Daemon,
    _ verb: String,
    _ argument: String,
    _ words: String...,
    environment: [String: String] = [:]
  ) throws -> Run {
    let index = words.count - 1
    let cursor = words[index].utf8.count
    return try Run.program(
      Binaries.client,
      ["---completion", verb, "--", argument, "\(index)", "\(cursor)"] + words,
      environment: ["CHANCERY_SOCKET": daemon.socket, "SAP_SHELL": "bash"]
        .merging(environment) { $1 }
    )
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `each shell has a script of all verbs`(shell: String) throws {
    let run = try Run.program(Binaries.client, ["completions", shell])
    #expect(run.status == 0, "\(run.errors)")
    for verb in ["stance", "why", "watch", "meet"] { #expect(run.output.contains(verb)) }
    if shell == "bash" {
      let check = try Run.program(URL(fileURLWithPath: "/bin/bash"), ["-n"], input: run.output)
      #expect(check.status == 0, "\(check.errors)")
      // Where nothing is offered, as to `import`, files are.
      let files = try Run.program(
        URL(fileURLWithPath: "/bin/bash"),
        ["-c", "eval \"$(cat)\"; complete -p chancery"],
        input: run.output
      )
      #expect(files.output.contains("-o default"), "\(files.output)\(files.errors)")
    }
  }

  @Test func `names are those of the journal that begin with what was typed`() throws {
    let daemon = try Daemon.withRefusal()
    let holders = try offers(daemon, "stance", "positional@0", "chancery", "stance", "it")
    #expect(holders.status == 0, "\(holders.errors)")
    let names = Set(holders.output.split(whereSeparator: \.isNewline).map { String($0) })
    #expect(names.isSuperset(of: ["ITA", "Italy"]), "\(holders.output)")
    let topics = try offers(daemon, "why", "positional@1", "chancery", "why", "ITA", "own")
    #expect(topics.output.contains("own-troops"), "\(topics.output)")
    let none = try offers(daemon, "stance", "positional@0", "chancery", "stance", "zz")
    #expect(!none.output.contains("ITA"))
  }

  @Test(arguments: ["board", "diff", "timeline", "report", "watch", "log"])
  func `an option that takes topics offers those of the journal`(verb: String) throws {
    let daemon = try Daemon.withRefusal()
    for option in ["-t", "--topic"] {
      let topics = try offers(daemon, verb, option, "chancery", verb, option, "own")
      #expect(topics.output.contains("own-troops"), "\(option): \(topics.output)\(topics.errors)")
    }
  }

  @Test func `a daemon that does not answer holds the prompt up for no time`() throws {
    let daemon = try Daemon.withRefusal()
    daemon.stop()
    let gone = try offers(daemon, "stance", "positional@0", "chancery", "stance", "it")
    #expect(gone.errors.isEmpty, "\(gone.errors)")
    // Something listens and never says a word.
    let scratch = try Scratch()
    let path = scratch.path + "/s"
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0 && listen(listener, 4) == 0)
    let start = ContinuousClock.now
    let mute = try offers(
      daemon,
      "stance",
      "positional@0",
      "chancery",
      "stance",
      "it",
      environment: ["CHANCERY_SOCKET": path]
    )
    #expect(mute.status == 0 && mute.errors.isEmpty, "\(mute.errors)")
    #expect(
      ContinuousClock.now - start < .seconds(5),
      "a second would be long, on a busy machine too"
    )
  }
}
