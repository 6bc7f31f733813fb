import Foundation
import TestSupport
import Testing

/// The long runs, made short: scripts/crash, scripts/powercut and scripts/redactions have the long ones.
@Suite struct CrashToolTests {
  private let tool = Binaries.directory.appendingPathComponent("crashtool")

  @Test func `30 kills under load lose nothing and double nothing`() throws {
    let run = try Run.program(tool, ["rounds", "--rounds", "30"], seconds: 300)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("crash: 30 kills"), "\(run.output)")
  }

  @Test func `of 300 states after a power cut each is a journal with all that was acknowledged`()
    throws
  {
    let run = try Run.program(tool, ["power-cut", "--states", "300"], seconds: 300)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("powercut: 300 states"), "\(run.output)")
  }

  @Test func `a cut that loses what was flushed is found`() throws {
    let run = try Run.program(
      tool,
      ["power-cut", "--states", "60", "--events", "60", "--forget-flushes"],
      seconds: 300
    )
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    #expect(run.output.contains("fault state"), "\(run.output)")
  }

  @Test func `what was erased in 3 rounds is nowhere, and answers are as if it had never been`()
    throws
  {
    let run = try Run.program(tool, ["redactions", "--rounds", "3"], seconds: 300)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("redactions: 3 rounds"), "\(run.output)")
  }

  @Test func `what is left in free pages is found`() throws {
    let run = try Run.program(
      tool,
      ["redactions", "--rounds", "4", "--leave-pages"],
      seconds: 300
    )
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    #expect(run.output.contains(" is left in journal/data.mdb"), "\(run.output)")
  }
}
