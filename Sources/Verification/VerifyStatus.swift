internal import ChanceryModel
internal import Glibc
internal import Processes

/// The exit statuses of a verification, and the last line of one that failed.
package enum VerifyStatus {
  /// EX_DATAERR: something is damaged, or an expectation is not met.
  package static let damage: Int32 = 65
  /// EX_IOERR: the journal cannot be read.
  package static let failure: Int32 = 74

  /// Writes the last line of a verification that could not be done.
  ///
  /// - Parameter failure: Why not.
  /// - Returns: The exit status.
  static func report(_ failure: VerifyFailure) -> Int32 {
    var json = JSONWriter(capacity: 256)
    json.beginObject()
    json.member("end", "failed")
    json.member("code", RefusalCode.internalError.rawValue)
    json.member("detail", failure.detail)
    json.member("hint", failure.hint)
    json.endObject()
    // Who cannot be told learns it from the status.
    try? LineWriter.write(json.bytes, to: STDOUT_FILENO)
    return VerifyStatus.failure
  }
}
