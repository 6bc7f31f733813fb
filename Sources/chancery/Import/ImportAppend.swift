import ChanceryClient
import ChanceryModel

/// The second pass: appends the lines in order.
///
/// They go in one request of any length, which the daemon appends part by part: what breaks off leaves the
/// parts before.
final class ImportAppend {
  private let session: Session
  private let input: ImportInput
  private let declares: Bool
  private let keepsGoing: Bool
  private let progress: Progress
  /// What was done so far.
  private(set) var tally: ImportTally
  /// The lines refused in this pass; no more than the daemon lists.
  private(set) var faults: [LineFault] = []

  init(
    session: Session,
    input: ImportInput,
    declares: Bool,
    keepsGoing: Bool,
    tally: ImportTally,
    progress: Progress
  ) {
    self.session = session
    self.input = input
    self.declares = declares
    self.keepsGoing = keepsGoing
    self.tally = tally
    self.progress = progress
  }

  /// Appends all lines but those with an ordinal in `skipped`.
  func run(skipping skipped: Set<Int>) throws(Fault) {
    let request = HTTPRequest(
      "POST",
      ["v1", "events"],
      query: [
        ("bulk", keepsGoing ? "keep-going" : "true"), ("declare", declares ? "true" : nil),
      ]
    )
    let upload = ImportUpload(session: session, input: input, skipped: skipped)
    let (response, _, _) = try upload.send(
      request,
      progress: { progress.show("appending", done: $0, of: tally.read) },
      broken: ImportAppend.broken
    )
    try settle(response, skipping: skipped)
  }

  private func settle(_ response: HTTPResponse, skipping skipped: Set<Int>) throws(Fault) {
    let answer = try session.parse(response.body)
    tally.add(answer)
    let head = response.head.journalHead
    tally.head = head ?? tally.head
    guard response.head.isSuccess else {
      let problem = Problem(head: response.head, body: response.body)
      let places = problem.errors.filter { $0.line != nil }
      faults = places.map { LineFault($0, code: problem.code, hint: problem.hint) }
      place(skipping: skipped)
      throw stopped(Fault(problem))
    }
    tally.rejected += answer["refused"]?.intValue ?? 0
    faults = LineFault.all(in: answer)
    place(skipping: skipped)
  }

  /// Turns the lines of the request into lines of the input: some were not sent.
  private func place(skipping skipped: Set<Int>) {
    LineFault.place(&faults, behind: skipped.sorted())
  }

  /// A connection that broke off, or a daemon that went: to be tried again.
  private static func broken(_ error: ClientError) -> Fault {
    let fault = Fault(error)
    let status = fault.status == ExitStatus.noDaemon ? ExitStatus.retry : fault.status
    return Fault(
      fault.what,
      at: fault.places,
      remedy: ImportAppend.again,
      status: status
    )
  }

  private static let again =
    "run the same command again: it finishes the import, and nothing doubles"

  /// The fault that ended the pass, and that the same command goes on from here.
  private func stopped(_ fault: Fault) -> Fault {
    Fault(
      fault.what,
      at: fault.places + ["\(tally.appended + tally.duplicates) lines were done before"],
      remedy: fault.remedy.map { "\($0); then \(ImportAppend.again)" } ?? ImportAppend.again,
      status: fault.status
    )
  }
}
