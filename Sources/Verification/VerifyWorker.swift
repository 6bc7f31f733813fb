internal import ChanceryAPI
internal import ChanceryModel
internal import Glibc
internal import Processes

/// The process that reads the journal.
///
/// Whatever becomes of it says something of the journal, so it does nothing else.
package enum VerifyWorker {
  /// Verifies a directory, writes what is found to standard output, and gives the exit status.
  ///
  /// Ends at once when nobody reads its output any more.
  ///
  /// - Parameters:
  ///   - directory: The data directory, or a backup of one.
  ///   - scratch: A directory with room for the projections once more.
  ///   - isPinned: Whether a daemon that runs on the directory holds a snapshot for us.
  /// - Returns: 0 if all is well, 65 if there is damage, 74 if the journal cannot be read.
  package static func run(directory: String, scratch: String, isPinned: Bool) -> Int32 {
    // A core of a terabyte of address space helps nobody.
    var none = rlimit()
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    BrokenPipe.endsTheProcess(writing: STDOUT_FILENO)
    do {
      var verification = Verification(directory, scratch: scratch, isPinned: isPinned) {
        line throws in
        try LineWriter.write(line, to: STDOUT_FILENO)
      }
      let answer = try verification.run()
      try LineWriter.write(answer.encoded(), to: STDOUT_FILENO)
      return answer.isGood ? 0 : VerifyStatus.damage
    } catch let failure as VerifyFailure {
      return VerifyStatus.report(failure)
    } catch {
      return VerifyStatus.report(
        VerifyFailure(
          "the verification failed: \(error)",
          hint: "look at the disk, and at the room in \(scratch)"
        )
      )
    }
  }
}
