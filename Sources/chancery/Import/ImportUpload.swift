import ChanceryClient

/// One pass over the input as the body of a request; a daemon that has no room for it is asked again.
struct ImportUpload {
  /// How often a busy daemon is asked again.
  private static let busyTriesMax = 60

  let session: Session
  let input: ImportInput
  /// The ordinals of lines that are left out.
  var skipped: Set<Int> = []

  /// Sends the lines.
  ///
  /// - Parameters:
  ///   - request: All but the body.
  ///   - progress: Told how many lines were read so far.
  ///   - broken: The fault of a connection that ended early.
  /// - Returns: The answer, whatever its status, how many lines there are, and the faults of those not sent.
  /// - Throws: A fault of the input, `broken`, or that the daemon stays busy.
  func send(
    _ request: HTTPRequest,
    progress: (Int) -> Void,
    broken: (ClientError) -> Fault
  ) throws(Fault) -> (response: HTTPResponse, lines: Int, unsent: [LineFault]) {
    let request = request.with(field: "Content-Type", "application/x-ndjson")
    for _ in 0..<ImportUpload.busyTriesMax {
      var body = try ImportBody(input, skipping: skipped)
      let response: HTTPResponse
      do {
        response = try session.client.upload(request) {
          progress(body.count)
          return body.next()
        }
      } catch {
        throw body.fault ?? broken(error)
      }
      if let fault = body.fault { throw fault }
      guard response.head.status == 503, response.head["retry-after"] != nil else {
        return (response, body.count, body.unsent)
      }
      Environment.sleep(milliseconds: 500)
      if Interruption.isPending { throw broken(.interrupted) }
    }
    throw Fault(
      "the daemon is busy",
      remedy: "run the same command again: it finishes the import",
      status: ExitStatus.retry
    )
  }
}
