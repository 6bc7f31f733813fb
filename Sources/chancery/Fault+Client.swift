import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Fault {
  /// A failed request, as the user is to see it.
  init(_ error: ClientError) {
    switch error {
    case .unreachable(let unreachable): self.init(unreachable)
    case .refused(let problem): self.init(problem)
    case .broken(let detail):
      self.init(
        "the connection to chanceryd broke",
        at: [detail],
        remedy: "try again; what was sent with an id is never appended twice",
        status: ExitStatus.retry
      )
    case .timedOut(let seconds):
      self.init(
        "chanceryd sent nothing for \(seconds) s",
        remedy: "try again, with a longer --timeout if the journal is busy",
        status: ExitStatus.retry
      )
    case .notChancery(let detail):
      self.init(
        "what listens at the socket is not chanceryd",
        at: [detail],
        remedy: "name the right socket: chancery --socket PATH",
        status: ExitStatus.inputOutput
      )
    case .interrupted: self.init("interrupted", status: ExitStatus.interrupted)
    }
  }

  private init(_ unreachable: Unreachable) {
    self.init(
      "cannot reach chanceryd",
      at: unreachable.lines,
      remedy: unreachable.remedy,
      status: unreachable.isAboutRights ? ExitStatus.rights : ExitStatus.noDaemon
    )
  }

  /// The daemon's refusal, in its own words.
  init(_ problem: Problem) {
    let places = problem.errors.filter { $0.detail != problem.detail || !$0.pointer.isEmpty }
    self.init(
      "\(problem.detail) (\(problem.code))",
      at: places.map { item in
        let line = item.line.map { "line \($0) " } ?? ""
        let place = line + item.pointer
        let detail = item.detail == problem.detail ? "" : item.detail
        return Drawing.message([place, detail].filter { !$0.isEmpty }.joined(separator: ": "))
      },
      remedy: problem.hint,
      status: Fault.status(of: problem)
    )
  }

  /// A stream whose last line says that it failed.
  init(failed end: JSONValue) {
    let code = end["code"]?.stringValue ?? ""
    self.init(
      "\(end["detail"]?.stringValue ?? "the daemon failed") (\(code))",
      remedy: end["hint"]?.stringValue,
      status: Fault.status(ofCode: code) ?? ExitStatus.bug
    )
  }

  /// The exit code of a refusal's code, where that says more than the HTTP status: 75 is for what may
  /// get better by itself, 65 for data that will be refused again.
  private static func status(ofCode code: String) -> Int32? {
    switch RefusalCode(rawValue: code) {
    case .alreadyMerged?, .alreadyWithdrawn?, .idConflict?, .inUse?, .redacted?:
      ExitStatus.badData
    case .duplicateKey?, .forbiddenCharacter?, .invalidUTF8?, .malformedJSON?, .numberRange?,
      .tooDeep?:
      ExitStatus.badData
    case .backupFailed?, .storageFull?, .storageGone?: ExitStatus.inputOutput
    case .internalError?: ExitStatus.bug
    case .forbidden?: ExitStatus.rights
    case .directoryRefused?: ExitStatus.usage
    case .requestTooLarge?, .tooManyEvents?, .tooManyLinks?, .eventTooLarge?:
      ExitStatus.badData
    default: nil
    }
  }

  /// The exit code for a refusal.
  static func status(of problem: Problem) -> Int32 {
    if let status = status(ofCode: problem.code) { return status }
    switch problem.status {
    case 401, 403: return ExitStatus.rights
    case 408, 409, 412, 425, 429, 502, 503, 504: return ExitStatus.retry
    case 413, 415, 422: return ExitStatus.badData
    case 400..<500: return ExitStatus.usage
    default: return ExitStatus.bug
    }
  }
}

extension Fault {
  /// An answer that the daemon should not have given.
  init(malformed refusal: Refusal) {
    self.init(
      "chanceryd gave an answer that cannot be read",
      at: [refusal.detail],
      remedy: "look at it with: chancery -v api GET …",
      status: ExitStatus.bug
    )
  }

  /// A date that was not understood.
  init(_ refused: DateArgument.Refused) {
    self.init(
      refused.detail,
      remedy: "\(refused.hint)   (see: chancery help dates)",
      status: ExitStatus.usage
    )
  }
}
