import Foundation
import Testing
import TestSupport

/// A few flipped bits of a real journal; `scripts/flip` does the same with tens of thousands.
@Suite struct FlipTests {
  private static let seeds = ["01-vocabulary", "02-meetings", "03-statements"]
    .map { Binaries.root.appendingPathComponent("seeds/\($0).ndjson").path }

  /// The seeds in a journal that no daemon has open any more.
  private func journal() throws -> Daemon {
    let daemon = try Daemon()
    let run = try Run.program(
      Binaries.client,
      ["import"] + Self.seeds,
      environment: ["CHANCERY_SOCKET": daemon.socket]
    )
    try #require(run.status == 0, "\(run.errors)")
    try #require(daemon.stop())
    return daemon
  }

  private func flip(_ daemon: Daemon, _ arguments: String...) throws -> Run {
    try Run.program(
      Binaries.flipTool,
      ["--journal", daemon.data, "--scratch", daemon.scratch.path] + arguments,
      seconds: 300
    )
  }

  /// The count behind a word of the tool's table.
  private func count(_ word: String, _ run: Run) -> Int {
    run.output.split(separator: "\n").filter { $0.hasPrefix(word) }
      .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
      .reduce(0, +)
  }

  @Test func `flipped bits are found by verify, or do no harm`() throws {
    let daemon = try journal()
    let run = try flip(daemon, "--bits", "60", "--seed", "3")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(count("wrong:", run) == 0)
    #expect(count("died undetected:", run) == 0)
    #expect(count("detected", run) > 0)
    #expect(count("detected", run) + count("harmless:", run) == 60)
  }

  @Test func `the same bits do harm if nobody looks for them`() throws {
    let daemon = try journal()
    let run = try flip(daemon, "--bits", "60", "--seed", "3", "--blind")
    #expect(run.status == 65, "\(run.output)\(run.errors)")
    #expect(count("wrong:", run) + count("died undetected:", run) > 0)
  }

  /// Meta pages, which say where everything is: `chanceryd verify` itself names them.
  ///
  /// Of the older one, which nothing is read by, only what tells it from a meta page of another kind.
  @Test(
    arguments: [0, 10, 16, 20, 40, 45, 64, 144].map { ($0, true) }
      + [0, 10, 16, 144].map { ($0, false) }
  )
  func `verify names a damaged meta page`(offset: Int, isNewest: Bool) throws {
    let daemon = try journal()
    let path = daemon.data + "/journal/data.mdb"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // mm_txnid, the last word of a meta page (mdb.c, MDB_meta), little-endian.
    let commits = [0, 4096].map { page in
      bytes[(page + 144)..<(page + 152)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    let isSecond = (commits[1] > commits[0]) == isNewest
    bytes[offset + (isSecond ? 4096 : 0)] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    let run = try Run.program(Binaries.daemon, ["verify", "--data", daemon.data])
    #expect(run.status == 65, "\(run.output)\(run.errors)")
    #expect(run.output.contains("\"damage\":{\"where\":\"page "), "\(run.output)")
  }
}
