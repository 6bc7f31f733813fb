/// A check that a proof did not pass.
struct CheckFailure: Error {
  /// Which one.
  enum Check: String {
    /// The text is not of its form.
    case form
    /// The checkpoint is not signed by the key that is trusted.
    case signature
    /// The leaf is not in the signed tree.
    case inclusion
    /// The leaf is no event's.
    case leaf
    /// The content is not what the leaf names.
    case datahash
    /// A further event is not about this one.
    case corrections
  }

  let check: Check
  let detail: String

  init(_ check: Check, _ detail: String) {
    self.check = check
    self.detail = detail
  }

  /// The end of a command, for a proof that is called so.
  func fault(_ name: String) -> Fault {
    Fault(
      "\(name) does not hold",
      at: ["\(check.rawValue): \(detail)"],
      remedy: "get the proof again from who gave it to you; do not publish this one",
      status: ExitStatus.badData
    )
  }
}
