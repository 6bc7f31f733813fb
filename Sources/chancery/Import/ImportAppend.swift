import ChanceryClient
import ChanceryModel

/// The second pass: appends the lines in order, request by request.
///
/// While the daemon works on one request, the next is put together. A request that is too large for the
/// daemon (its events make too many index rows) is halved; a daemon that is busy is asked again.
final class ImportAppend {
  private let session: Session
  private let input: ImportInput
  private let declares: Bool
  private let keepsGoing: Bool
  private let progress: Progress
  /// What was done so far.
  private(set) var tally: ImportTally
  /// The lines refused in this pass.
  private(set) var faults: [LineFault] = []

  /// How often a busy daemon is asked again.
  private static let busyTriesMax = 60

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
    var source = BatchSource(lines: try input.lines(), skipped: skipped)
    var current = try source.next()
    while let batch = current {
      let request = batch.request(declares: declares)
      do {
        try session.client.dispatch(request)
        let prepared = try source.next()
        let response = try session.client.collect(request)
        if isBusy(response) { try send(batch) } else { try settle(batch, response) }
        current = prepared
      } catch let error as ClientError {
        throw broken(error)
      } catch let fault as Fault {
        throw fault
      } catch {
        throw Fault("\(error)", status: ExitStatus.bug)
      }
      progress.show("appending", done: tally.appended + tally.duplicates, of: tally.read)
    }
  }

  private func settle(_ batch: ImportBatch, _ response: HTTPResponse) throws(Fault) {
    guard !response.head.isSuccess else { return tally.add(answer: response.body) }
    let problem = Problem(head: response.head, body: response.body)
    if problem.status == 413 && batch.count > 1 {
      for half in batch.halves { try send(half) }
      return
    }
    let refused = refusedLines(batch, problem)
    guard keepsGoing, !refused.isEmpty else {
      faults += refused
      throw stopped(Fault(problem))
    }
    faults += refused
    let dropped = Set(refused.map(\.ordinal))
    tally.rejected += dropped.count
    let rest = batch.without(dropped)
    if !rest.isEmpty { try send(rest) }
  }

  private func send(_ batch: ImportBatch) throws(Fault) {
    let request = batch.request(declares: declares)
    for _ in 0..<ImportAppend.busyTriesMax {
      let response: HTTPResponse
      do {
        response = try session.client.send(request)
      } catch {
        throw broken(error)
      }
      guard isBusy(response) else { return try settle(batch, response) }
      Environment.sleep(milliseconds: 500)
      if Interruption.isPending { throw broken(.interrupted) }
    }
    throw Fault(
      "the daemon is busy",
      remedy: "run the same command again: it finishes the import",
      status: ExitStatus.retry
    )
  }

  private func isBusy(_ response: HTTPResponse) -> Bool {
    response.head.status == 503 && response.head["retry-after"] != nil
  }

  private func refusedLines(_ batch: ImportBatch, _ problem: Problem) -> [LineFault] {
    let items = problem.errors.filter { $0.line.map { (1...batch.count).contains($0) } ?? false }
    if items.isEmpty && batch.count == 1 {
      let item = problem.errors.first ?? Problem.Item(pointer: "", detail: problem.detail)
      return [
        LineFault(ordinal: batch.ordinals[0], item: item, code: problem.code, hint: problem.hint)
      ]
    }
    return items.map { item in
      LineFault(
        ordinal: batch.ordinals[(item.line ?? 1) - 1],
        item: item,
        code: problem.code,
        hint: problem.hint
      )
    }
  }

  /// A connection that broke off, or a daemon that went: to be tried again.
  private func broken(_ error: ClientError) -> Fault {
    let fault = Fault(error)
    let status = fault.status == ExitStatus.noDaemon ? ExitStatus.retry : fault.status
    return stopped(Fault(fault.what, at: fault.places, status: status))
  }

  /// The fault that ended the pass, and that the same command goes on from here.
  private func stopped(_ fault: Fault) -> Fault {
    let again = "run the same command again: it finishes the import, and nothing doubles"
    return Fault(
      fault.what,
      at: fault.places + ["\(tally.appended + tally.duplicates) lines were done before"],
      remedy: fault.remedy.map { "\($0); then \(again)" } ?? again,
      status: fault.status
    )
  }
}

/// Puts requests together from the lines.
private struct BatchSource {
  private var lines: ImportInput.Lines
  private var identity = LineIdentity()
  private var carried: (bytes: [UInt8], ordinal: Int)?
  private let skipped: Set<Int>

  init(lines: ImportInput.Lines, skipped: Set<Int>) {
    self.lines = lines
    self.skipped = skipped
  }

  /// The next request; nil when all lines were given out.
  mutating func next() throws(Fault) -> ImportBatch? {
    var batch = ImportBatch()
    if let first = carried {
      batch.append(first.bytes, ordinal: first.ordinal)
      carried = nil
    }
    while let line = try lines.next() {
      let prepared = identity.prepare(line.content)
      if skipped.contains(line.ordinal) { continue }
      guard batch.hasRoom(for: prepared.bytes.count) else {
        carried = (prepared.bytes, line.ordinal)
        break
      }
      batch.append(prepared.bytes, ordinal: line.ordinal)
    }
    return batch.isEmpty ? nil : batch
  }
}
