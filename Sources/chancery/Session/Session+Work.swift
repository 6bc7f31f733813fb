import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Session {
  /// Orders long work, shows how far it is, and returns its last line, parsed and as it came.
  ///
  /// - Throws: The refusal, the failure in mid-work, or that the daemon went away.
  func work(
    _ request: HTTPRequest,
    called name: String
  ) throws -> (end: JSONValue, line: [UInt8]) {
    let stream = try stream(request)
    let progress = Progress()
    while let line = try nextLine(stream) {
      if let end = try control(line, "end") {
        progress.clear()
        if end["end"]?.stringValue == "failed" { throw Fault(failed: end) }
        return (end, line)
      }
      let report = try parse(line)
      progress.show(
        FieldText.of(report["phase"]),
        done: report["done"]?.intValue ?? 0,
        of: report["total"]?.intValue
      )
    }
    throw Fault(
      "the \(name) broke off: the daemon has ended",
      remedy: "look at it with `chancery ping`, and run it again",
      status: ExitStatus.retry
    )
  }
}
