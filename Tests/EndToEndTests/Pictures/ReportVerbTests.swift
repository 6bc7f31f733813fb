import ChanceryModel
import Foundation
import TestSupport
import Testing

/// `chancery report` as an analyst runs it.
@Suite struct ReportVerbTests {
  private let days = ["--from", "2025-03-01", "--to", "2025-03-27"]

  @Test func `the same head and days give the same bytes, in a file and on standard output`() throws
  {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let scratch = try Scratch()
    let arguments = ["report", "-t", "own-troops", "-t", "force-deployment"] + days
    let printed = try daemon.chancery(arguments + ["-"])
    #expect(printed.status == 0, "\(printed.errors)")
    let file = try daemon.chancery(arguments + [scratch.path + "/march.html"])
    #expect(file.status == 0 && file.output.isEmpty, "\(file.errors)")
    #expect(try scratch.text("march.html") == printed.output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["march.html"])
    // Another daemon on the same journal, later: nothing of the moment is in it.
    #expect(daemon.stop())
    let again = try Daemon(data: daemon.data)
    let later = try again.chancery(arguments + ["--today", "2025-04-01", "-"])
    #expect(later.output == printed.output)
    // Nor is anything of the person who asks.
    let home = try Scratch()
    try FileManager.default.createDirectory(
      atPath: home.path + "/chancery",
      withIntermediateDirectories: true
    )
    try #"{"output":"json"}"#.write(
      toFile: home.path + "/chancery/config.json",
      atomically: true,
      encoding: .utf8
    )
    let theirs = try Run.program(
      Binaries.client,
      arguments + ["-"],
      environment: ["CHANCERY_SOCKET": again.socket, "XDG_CONFIG_HOME": home.path]
    )
    #expect(theirs.output == printed.output, "\(theirs.errors)")
  }

  @Test func `only a regular file is replaced by one that is written`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let scratch = try Scratch()
    let path = scratch.path
    try "old".write(toFile: path + "/page", atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: path + "/link", withDestinationPath: "page")
    let linked = try daemon.chancery(["report", path + "/link"] + days)
    #expect(linked.status == 0, "\(linked.errors)")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path + "/link") == "page")
    let page = try scratch.text("page")
    #expect(page.hasPrefix("<!doctype html>"))
    try #require(mkfifo(path + "/pipe", 0o600) == 0)
    let reader = try ChildProcess(
      URL(fileURLWithPath: "/bin/cat"),
      [path + "/pipe"],
      output: path + "/read",
      errors: path + "/errors"
    )
    let piped = try daemon.chancery(["report", path + "/pipe"] + days)
    #expect(piped.status == 0, "\(piped.errors)")
    #expect(reader.ends(within: 20))
    #expect(try scratch.text("read") == page)
    var status = stat()
    #expect(stat(path + "/pipe", &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    let directory = try daemon.chancery(["report", path] + days)
    #expect(directory.status == 74 && directory.errors.contains("Is a directory"))
  }

  @Test func `the command at the foot makes the page again, and its checkpoint is extended`() throws
  {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let page = try daemon.does(
      "report",
      "-",
      "-t",
      "own-troops",
      "--to",
      "2025-03-27",
      "--title",
      "It's"
    )
    let command = try #require(
      page.split(separator: "<code>chancery report ").last?
        .split(separator: "</code>").first
    )
    let words = command.replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
    let scratch = try Scratch()
    let run = try Run.program(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "cd \(scratch.path) && \"$0\" report \(words)", Binaries.client.path],
      environment: ["CHANCERY_SOCKET": daemon.socket]
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.text("again.html") == page)
    let note = try #require(
      page.split(separator: "The signed checkpoint\">").last?
        .split(separator: "</pre>").first
    )
    try note.replacing("&#39;", with: "'").write(
      toFile: scratch.path + "/report.checkpoint",
      atomically: true,
      encoding: .utf8
    )
    try daemon.append(Sample.topic("later"))
    try daemon.does("checkpoint", "--since", scratch.path + "/report.checkpoint")
    #expect(page.contains("222 events"))
    let past = try daemon.does(
      "report",
      "-",
      "-t",
      "own-troops",
      "--to",
      "2025-03-27",
      "--known",
      "200"
    )
    #expect(past.contains("what was known then, not now"))
    #expect(past.contains("--known 200"))
  }

  @Test func `each span and row leads to words that are in the page`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let page = try daemon.does("report", "-", "--from", "2025-03-01", "--to", "2025-03-27")
    let targets = Set(
      page.split(separator: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
    )
    let places = page.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(places).count == places.count)
    #expect(targets.isSubset(of: Set(places)), "\(targets.subtracting(Set(places)))")
    #expect(targets.count { $0.hasPrefix("e") } > 30)
    #expect(page.contains("“key points”") && page.contains("article-001"))
  }

  @Test func `what was corrected is shown as corrected, what was erased as erased`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.does("correct", "3", "--quote", "no soldiers of ours", "--reason", "misread")
    let corrected = try daemon.does("report", "-", "-t", "own-troops", "--to", "2025-03-31")
    #expect(corrected.contains("no soldiers of ours") && !corrected.contains("no troops of ours"))
    let before = try daemon.does(
      "report",
      "-",
      "-t",
      "own-troops",
      "--to",
      "2025-03-31",
      "--known",
      "3"
    )
    #expect(before.contains("no troops of ours"))
    let hidden = try daemon.does(
      "report",
      "-",
      "-t",
      "own-troops",
      "--to",
      "2025-03-31",
      "--public",
      "2025-03-24"
    )
    #expect(!hidden.contains("no soldiers of ours"))
  }

  @Test func `a file to send has the rights of the umask, and an export nobody but its owner`()
    throws
  {
    let daemon = try Daemon.withRefusal()
    let scratch = try Scratch()
    func mode(_ name: String, umask: String, _ arguments: String...) throws -> mode_t {
      let run = try Run.program(
        URL(fileURLWithPath: "/bin/sh"),
        ["-c", #"umask \#(umask); exec "$@""#, "sh", Binaries.client.path] + arguments,
        environment: ["CHANCERY_SOCKET": daemon.socket]
      )
      #expect(run.status == 0, "\(run.errors)")
      var status = stat()
      #expect(stat(scratch.path + "/" + name, &status) == 0)
      return status.st_mode & 0o777
    }
    let report = scratch.path + "/r.html"
    #expect(try mode("r.html", umask: "022", "report", report, "-t", "own-troops") == 0o644)
    #expect(try mode("r.html", umask: "077", "report", report, "-t", "own-troops") == 0o600)
    #expect(try mode("p", umask: "022", "prove", "1", "--out", scratch.path + "/p") == 0o644)
    #expect(try mode("c", umask: "027", "checkpoint", "--out", scratch.path + "/c") == 0o640)
    #expect(try mode("e", umask: "022", "export", scratch.path + "/e") == 0o600)
  }

  @Test func `what cannot be done is refused, and nothing is left behind`() throws {
    let daemon = try Daemon.withRefusal()
    let scratch = try Scratch()
    for (arguments, status, word) in [
      (
        ["report", scratch.path + "/no/such/r.html", "-t", "own-troops"], Int32(74), "cannot write"
      ),
      (
        ["report", scratch.path + "/r.html", "--from", "2025-03-27", "--to", "2025-03-01"], 64,
        "other way round"
      ),
      (["report", scratch.path + "/r.html", "-t", "nothing"], 64, "no topic"),
      (["report"], 64, "file"),
    ] {
      let run = try daemon.chancery(arguments)
      #expect(run.status == status, "\(arguments): \(run.errors)")
      #expect(run.errors.contains(word), "\(arguments): \(run.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }
}
