import ChanceryModel
import Foundation
import TestSupport
import Testing

/// A commit that fails ends the daemon; what was acknowledged is there after the next start.
@Suite struct FailStopTests {
  /// What can go wrong in a commit, in the order of its steps.
  struct Failure: CustomTestStringConvertible, Sendable {
    var call: Preload.Call
    var effect: Preload.Effect
    var reason: Int32

    var testDescription: String { "\(call) \(effect) \(reason)" }
  }

  static let failures = [
    Failure(call: .data, effect: .fails, reason: EIO),
    Failure(call: .data, effect: .fails, reason: ENOSPC),
    Failure(call: .data, effect: .isCutShort, reason: 0),
    Failure(call: .flush, effect: .fails, reason: EIO),
    Failure(call: .flush, effect: .fails, reason: ENOSPC),
    Failure(call: .meta, effect: .fails, reason: EIO),
    Failure(call: .meta, effect: .isCutShort, reason: 0),
  ]

  @Test(arguments: failures)
  func `a commit that fails ends the daemon with 74, and loses nothing`(failure: Failure) throws {
    let disk = try FaultyDisk()
    let daemon = try disk.daemon()
    for number in 1...3 {
      #expect(try daemon.post(Sample.topic("t-\(number)")).status == 200)
    }
    disk.preload.arm(failure.call, failure.effect, reason: failure.reason)
    let answer = try daemon.post(Sample.topic("t-4"))
    #expect(answer.status == 0, "nothing may be answered: \(answer.text)")
    #expect(disk.preload.count(failure.call) > 0)
    #expect(daemon.process.ends(within: 10))
    #expect(daemon.process.status == 74)
    #expect(daemon.log.contains("the store failed, nothing more is written"), "\(daemon.log)")
    #expect(daemon.log.contains("→ look at the disk"), "\(daemon.log)")

    disk.preload.disarm()
    let next = try disk.daemon()
    let head = try next.head()
    #expect(head == 3 || head == 4, "of the fourth nobody knows")
    for number in 1...4 {
      let again = try next.post(Sample.topic("t-\(number)"))
      #expect(again.status == 200)
      #expect(again.json["results"]?.arrayValue?.first?["seq"]?.intValue == number)
    }
    #expect(try next.head() == 4)
    #expect(try next.chancery("rebuild", "--check").status == 0)
  }

  @Test func `readers and other writers are cut off with it, and the client says what to do`()
    throws
  {
    let disk = try FaultyDisk()
    let daemon = try disk.daemon()
    #expect(try daemon.post(Sample.topic("t")).status == 200)
    disk.preload.arm(.flush)
    let run = try daemon.chancery("define", "topic", "u", "--title", "U", "--proposition", "U is")
    #expect(run.status == 69 || run.status == 75, "\(run.status) \(run.errors)")
    #expect(run.errors.contains("→"), "\(run.errors)")
    #expect(daemon.process.ends(within: 10))
  }

  @Test func `a commit that only the page cache knew is flushed before it is seen again`() throws {
    let disk = try FaultyDisk()
    let daemon = try disk.daemon()
    #expect(try daemon.post(Sample.topic("a")).status == 200)
    // The meta page is written, not flushed: the next daemon finds the event, a power cut would not.
    disk.preload.arm(.meta, .killsAfter)
    #expect(try daemon.post(Sample.topic("b")).status == 0)
    #expect(daemon.process.ends(within: 10))

    // A start that cannot flush it may not acknowledge it, and so is none.
    disk.preload.disarm()
    disk.preload.arm(.flush)
    let refused = try disk.run()
    #expect(refused.status == 74, "\(refused.errors)")
    #expect(disk.preload.count(.flush) == 1)

    disk.preload.disarm()
    let next = try disk.daemon()
    let again = try next.post(Sample.topic("b"))
    #expect(again.json["duplicates"]?.intValue == 1, "\(again.text)")
    #expect(try next.head() == 2)
  }

  @Test(arguments: [0, 1, 2])
  func `a first start that is killed leaves nothing that hinders the next`(flushes: Int) throws {
    let disk = try FaultyDisk()
    disk.preload.arm(.flush, .killsBefore, after: flushes)
    #expect(try disk.run().status == -1)
    disk.preload.disarm()
    let daemon = try disk.daemon()
    #expect(try daemon.post(Sample.topic("t")).status == 200)
    #expect(!FileManager.default.fileExists(atPath: disk.data + "/journal.new"))
  }
}
