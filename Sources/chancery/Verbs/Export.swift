import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery export`.
struct Export: OneForm {
  static let form = "the lines that restore takes, NDJSON"
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the whole journal: every event with its salt, every filed text.",
    discussion: """
      NDJSON, one event a line, the root of the tree last: all that a restore needs. A file is written \
      beside and takes its name only when it is whole.

      Example: chancery export journal.ndjson
      """
  )

  @Argument(help: "The file; without it, standard output.")
  var file: String?
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection)
    let stream = try session.stream(HTTPRequest("GET", ["v1", "export"]))
    guard let file else {
      let end = try copy(stream, session) { try session.output.write(raw: $0) }
      try session.output.flush()
      return try check(end, session)
    }
    let target = try AtomicFile(path: file)
    let end = try copy(stream, session) { try target.write($0) }
    try check(end, session)
    try target.commit()
  }

  /// Copies the body, and gives back the end of it: enough to hold its last line.
  private func copy(
    _ stream: ResponseStream,
    _ session: Session,
    to write: (ArraySlice<UInt8>) throws -> Void
  ) throws -> [UInt8] {
    var tail: [UInt8] = []
    do {
      while let block = try stream.nextBlock() {
        try write(block)
        tail += block.suffix(Export.tailBytes)
        if tail.count > 2 * Export.tailBytes { tail.removeFirst(tail.count - Export.tailBytes) }
      }
    } catch let error as ClientError {
      throw Fault(error)
    }
    return tail
  }

  private static let tailBytes = 1_024

  private func check(_ tail: [UInt8], _ session: Session) throws {
    let lines = tail.split(separator: UInt8(ascii: "\n"))
    let end = try lines.last.map { try session.control(Array($0), "end") } ?? nil
    guard end?["end"]?.stringValue == "complete" else {
      throw Fault(
        "the export is not complete: its last line is missing",
        remedy: "run it again",
        status: ExitStatus.inputOutput
      )
    }
    guard file != nil, let end else { return }
    session.note("\(FieldText.of(end["head"])) events, root \(FieldText.of(end["root"]))")
  }
}
