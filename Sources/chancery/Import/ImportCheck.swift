import ChanceryClient
import ChanceryModel

/// The first pass: every line is checked by the daemon, nothing is appended.
struct ImportCheck {
  let session: Session
  let input: ImportInput
  let declares: Bool

  /// What the check found.
  struct Result {
    var read = 0
    /// How many lines are refused; `faults` lists the first thousand.
    var refused = 0
    var faults: [LineFault] = []
    var head: UInt64 = 0
  }

  private static let chunkBytes = 1 << 18

  func run(_ progress: Progress) throws(Fault) -> Result {
    let request = HTTPRequest(
      "POST",
      ["v1", "events"],
      query: [("dry_run", "check"), ("declare", declares ? "true" : nil)]
    ).with(field: "Content-Type", "application/x-ndjson")
    var body = CheckedBody(lines: try input.lines())
    let response: HTTPResponse
    do {
      response = try session.client.upload(request) {
        progress.show("checking", done: body.count)
        return body.next(bytes: ImportCheck.chunkBytes)
      }
    } catch {
      throw body.fault ?? Fault(error)
    }
    if let fault = body.fault { throw fault }
    guard response.head.isSuccess else {
      throw Fault(Problem(head: response.head, body: response.body))
    }
    var result = try read(response)
    result.read = body.count
    return result
  }

  private func read(_ response: HTTPResponse) throws(Fault) -> Result {
    let answer = try session.parse(response.body)
    var result = Result()
    result.refused = answer["refused"]?.intValue ?? 0
    result.head = response.head.journalHead ?? 0
    result.faults = (answer["errors"]?.arrayValue ?? []).map { error in
      LineFault(
        ordinal: error["line"]?.intValue ?? 0,
        item: Problem.Item(error),
        code: error["code"]?.stringValue ?? "",
        hint: nil
      )
    }
    return result
  }
}

/// The lines as one request body, in chunks.
private struct CheckedBody {
  private var lines: ImportInput.Lines
  private var identity = LineIdentity()
  /// Why the input could not be read on, if that is so.
  private(set) var fault: Fault?
  var count: Int { lines.count }

  init(lines: ImportInput.Lines) {
    self.lines = lines
  }

  /// About so many bytes of whole lines; nil at the end.
  mutating func next(bytes: Int) -> [UInt8]? {
    var chunk: [UInt8] = []
    chunk.reserveCapacity(bytes + bytes / 4)
    do {
      while chunk.count < bytes, let line = try lines.next() {
        chunk += identity.prepare(line.content).bytes
        chunk.append(UInt8(ascii: "\n"))
      }
    } catch {
      fault = error
      return nil
    }
    return chunk.isEmpty ? nil : chunk
  }
}
