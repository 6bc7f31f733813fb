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
    let holders = try offers(daemon, "stance", "positional@0", "chancery", "stance", "I")
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

  @Test(arguments: [
    ("source show", "positional@0"), ("source text", "positional@0"), ("add", "--source"),
  ])
  func `a source is offered where one is wanted`(verb: String, argument: String) throws {
    let daemon = try Daemon.withRefusal()
    let verbs = verb.split(separator: " ").map { String($0) }
    let words = ["chancery"] + verbs + (argument.hasPrefix("--") ? [argument] : []) + ["s"]
    let run = try Run.program(
      Binaries.client,
      ["---completion"] + verbs + ["--", argument, "\(words.count - 1)", "1"] + words,
      environment: ["CHANCERY_SOCKET": daemon.socket, "SAP_SHELL": "bash"]
    )
    #expect(run.output == "s1\n", "\(run.output)\(run.errors)")
  }

  @Test func `who types small letters is offered names in small letters, as bash knows no others`()
    throws
  {
    let daemon = try Daemon.withRefusal()
    #expect(try bash(daemon, "stance", "it") == ["ita", "italy"])
    #expect(try bash(daemon, "stance", "It") == ["Italy"])
    #expect(try daemon.chancery("stance", "italy", "own-troops").status == 0)
  }

  /// What bash offers for the last of some words, as it does when Tab is pressed behind them.
  private func bash(_ daemon: Daemon, _ words: String...) throws -> [String] {
    let script = try Run.program(Binaries.client, ["completions", "bash"]).output
    let program = """
      \(script)
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      _chancery chancery "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let run = try Run.program(
      URL(fileURLWithPath: "/bin/bash"),
      ["-c", program, "bash", Binaries.client.path] + words,
      environment: ["CHANCERY_SOCKET": daemon.socket]
    )
    #expect(run.errors.isEmpty, "\(run.errors)")
    return run.output.split(separator: "\n").map { String($0) }
  }

  @Test func `bash offers names with a blank, positions, and what there is help on`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(Sample.statement("b", holder: "GBR", position: "support"))
    #expect(try bash(daemon, "stance", "Uni") == ["United Kingdom"])
    #expect(try bash(daemon, "stance", "United\\ K") == ["United Kingdom"])
    #expect(try bash(daemon, "timeline", "Ita") == ["Italy"])
    #expect(try bash(daemon, "add", "ITA", "own-troops", "un") == ["undecided"])
    #expect(try bash(daemon, "expect", "ITA", "own-troops", "").contains("withdrawn"))
    #expect(try bash(daemon, "help", "st") == ["stance", "status"])
    #expect(try bash(daemon, "help", "exit") == ["exit-codes"])
    #expect(try bash(daemon, "help", "meet", "sch") == ["schedule"])
    #expect(try bash(daemon, "help", "define", "") == ["topic", "actor", "person", "source"])
  }

  @Test func `zsh and fish are told what there is help on`() throws {
    let zsh = try Run.program(Binaries.client, ["completions", "zsh"]).output
    #expect(zsh.contains("'1:verb or topic:(add import ") && zsh.contains("'2:verb:(topic actor "))
    let fish = try Run.program(Binaries.client, ["completions", "fish"]).output
    let place = #"-n '__chancery_should_offer_completions_for_positional "chancery help" -eq "#
    #expect(fish.contains(place + "1' -fa 'add import "))
    #expect(fish.contains(place + "2; and contains define (__chancery_tokens -pc)' -fa 'topic "))
  }

  @Test func `a daemon that does not answer holds the prompt up for no time`() throws {
    let daemon = try Daemon.withRefusal()
    daemon.stop()
    let gone = try offers(daemon, "stance", "positional@0", "chancery", "stance", "it")
    #expect(gone.errors.isEmpty, "\(gone.errors)")
    let silent = try MuteSocket()
    let start = ContinuousClock.now
    let mute = try offers(
      daemon,
      "stance",
      "positional@0",
      "chancery",
      "stance",
      "it",
      environment: ["CHANCERY_SOCKET": silent.path]
    )
    #expect(mute.status == 0 && mute.errors.isEmpty, "\(mute.errors)")
    #expect(
      ContinuousClock.now - start < .seconds(5),
      "a second would be long, on a busy machine too"
    )
  }
}
