import CStores
import Foundation

/// The votes, and each store loaded with them: made when a part first needs it, kept between runs.
final class Base {
  let scratch: Scratch
  let options: Options
  /// Where the votes come from, for the report.
  let origin: String

  init(_ scratch: Scratch, _ options: Options) throws {
    self.scratch = scratch
    self.options = options
    origin =
      options.votes.map {
        "votes of the UN General Assembly (\(($0 as NSString).lastPathComponent))"
      }
      ?? "synthetic votes of the same shape"
    try forgetOthers()
  }

  /// Removes what was made of other votes.
  private func forgetOthers() throws {
    let mine = "\(origin)\n\(options.size)\n"
    let path = scratch.base + "/made-of"
    if (try? String(contentsOfFile: path, encoding: .utf8)) == mine { return }
    try scratch.remove(scratch.base)
    try scratch.make(scratch.base)
    try mine.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// The votes as NDJSON, definitions first.
  lazy var votes: Result<VoteFile, any Error> = Result {
    try VoteFile(makeVotes(), limit: options.size)
  }

  private func makeVotes() throws -> String {
    let path = scratch.base + "/votes.ndjson"
    if scratch.exists(path) { return path }
    Progress.say("writing the votes")
    let part = path + ".part"
    if let input = options.votes {
      let converter = options.repository + "/scripts/unvotes-to-ndjson"
      // Through a shell, so that what the script says of rows left out stays out of the file.
      try ChildProcess.run([
        "sh", "-c", "exec \"$0\" \"$1\" --limit \"$2\" >\"$3\"", converter, input,
        String(options.size), part,
      ])
    } else {
      try Self.writeVotes(part, SyntheticVotes(), count: options.size)
    }
    guard rename(part, path) == 0 else { throw Failure("\(path) cannot be written") }
    return path
  }

  /// Writes synthetic votes to a file, with their definitions.
  static func writeVotes(_ path: String, _ votes: SyntheticVotes, count: Int) throws {
    let file = try LineFile(path)
    for line in SyntheticVotes.vocabulary { try file.add(line) }
    try votes.forEach(count) { try file.add($0) }
    try file.close()
  }

  /// Votes that no base has: their roll calls are numbered from `firstRollCall`.
  func freshVotes(_ count: Int, firstRollCall: Int) throws -> VoteFile {
    let path = scratch.work + "/fresh-\(firstRollCall).ndjson"
    try Self.writeVotes(
      path,
      SyntheticVotes(firstRollCall: firstRollCall, seed: UInt64(firstRollCall)),
      count: count
    )
    return try VoteFile(path)
  }

  /// Makes something in `base` once: under another name first, so that what was broken off is made
  /// again.
  private func once(_ name: String, _ make: (String) throws -> Void) throws -> String {
    let path = scratch.base + "/" + name
    if scratch.exists(path) { return path }
    Progress.say("loading \(name)")
    let part = path + ".part"
    try scratch.remove(part)
    try make(part)
    guard rename(part, path) == 0 else { throw Failure("\(path) cannot be made") }
    return path
  }

  /// Chancery's data directory, made by this very chanceryd: rows of another version would be made
  /// anew at its start, and the file would no longer be what an import leaves.
  func journal() throws -> String {
    let votes = try votes.get()
    try forgetJournalOfAnotherProgram()
    return try once("journal") { path in
      let daemon = try Chancery(scratch, data: path)
      defer { daemon.stop() }
      try daemon.append(votes)
    }
  }

  private func forgetJournalOfAnotherProgram() throws {
    let program = try ChildProcess.run([
      "sh", "-c", "stat --dereference --format='%n %s %Y' \"$(command -v chanceryd)\"",
    ])
    let path = scratch.base + "/journal.made-by"
    if (try? String(contentsOfFile: path, encoding: .utf8)) == program { return }
    try scratch.remove(scratch.base + "/journal")
    try program.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// An LMDB environment.
  func raw() throws -> String {
    let votes = try votes.get()
    return try once("raw") { path in
      try scratch.make(path)
      try RawStore(path).append(votes, 0..<votes.count, perCommit: 2000)
    }
  }

  /// A directory with a SQLite file.
  func sqlite() throws -> String {
    let votes = try votes.get()
    return try once("sqlite") { path in
      try scratch.make(path)
      try SQLiteStore(path + "/votes.db").append(votes, 0..<votes.count, perCommit: 1000)
    }
  }

  /// What PostgreSQL's COPY reads.
  func copyFiles() throws -> CopyFiles {
    let votes = try votes.get()
    return try CopyFiles(
      directory: once("copy") { path in
        try scratch.make(path)
        let files = CopyFiles(directory: path)
        guard votes_write_copy(votes.votes, files.log, files.ids, files.stances) == 0 else {
          throw Failure("\(path) cannot be written")
        }
      }
    )
  }

  /// A running cluster with the votes in the database `votes`.
  func postgres() throws -> Postgres {
    let directory = scratch.base + "/postgres"
    let loaded = directory + ".loaded"
    if !scratch.exists(loaded) { try scratch.remove(directory) }
    let server = try Postgres(scratch, directory: directory)
    if scratch.exists(loaded) { return server }
    Progress.say("loading postgres")
    try server.makeDatabase("votes")
    _ = try server.copyIn(copyFiles(), database: "votes")
    try server.settle("votes")
    try "".write(toFile: loaded, atomically: true, encoding: .utf8)
    return server
  }
}
