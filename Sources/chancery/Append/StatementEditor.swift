import ChanceryClient
import ChanceryModel
import ChanceryRender
import Glibc

/// `chancery add` without a statement: it is written in an editor.
///
/// What cannot be appended is opened again, each fault above the line that it is about. Whatever ends this
/// before the append leaves the text as a draft.
struct StatementEditor {
  let session: Session
  let options: AppendOptions
  /// The fields that were given on the command line.
  let given: [String: String]

  /// Has the statement written, and appends it.
  func run() throws {
    let editor = try StatementEditor.program()
    let draft = try Draft()
    do {
      try write(draft, with: editor)
    } catch let fault as Fault {
      guard draft.isThere else { throw fault }
      throw Fault(
        fault.what,
        at: fault.places + ["your text is kept: \(draft.path)"],
        remedy: (fault.remedy.map { "\($0); " } ?? "") + StatementEditor.goingOn(with: draft),
        status: fault.status
      )
    }
    guard options.dryRun else { return draft.remove() }
    session.note("your text is kept: \(draft.path); \(StatementEditor.goingOn(with: draft))")
  }

  /// How a draft is appended after all.
  private static func goingOn(with draft: Draft) -> String {
    "to append it: chancery import \(draft.path)"
  }

  private func write(_ draft: Draft, with editor: String) throws {
    var text = StatementTemplate.text(given)
    var last: String?
    while true {
      try draft.write(text)
      try open(draft, with: editor)
      guard draft.isThere else {
        throw Fault(
          "the editor “\(editor)” left no file \(draft.path), nothing appended",
          remedy: "let the editor save under the name that it was given: chancery add",
          status: ExitStatus.negative
        )
      }
      let saved = String(decoding: try draft.read(), as: UTF8.self)
      guard let record = try draft.record() else {
        draft.remove()
        session.note("no statement was written, nothing appended")
        throw QuietExit(status: ExitStatus.negative)
      }
      let (event, faults) = try check(record)
      if let event {
        try session.appendAndTell([event], options)
        return
      }
      // What was told of it is no part of the text: an editor may leave that out, or write it anew.
      let written = StatementTemplate.telling([], in: saved)
      guard written != last else {
        throw Fault(
          "the statement was saved as it was: \(faults.map(\.text).joined(separator: "; "))",
          remedy: "mend the text",
          status: ExitStatus.badData
        )
      }
      text = StatementTemplate.telling(faults, in: saved)
      last = written
    }
  }

  /// The event, if it can be appended; else what is wrong, and in which line.
  private func check(
    _ record: TableRecord
  ) throws(Fault) -> (event: JSONValue?, faults: [(line: Int, text: String)]) {
    let columns = try ColumnMap(map: [], set: [])
    let rows = RowEvents(session: session, map: columns, declares: options.declare)
    let (line, row) = try rows.row(record, ordinal: 1)
    if let fault = row.fault {
      return (nil, [(row.place(of: fault.pointer).number, told(fault.detail, fault.hint))])
    }
    guard var event = try session.parse(line).objectValue else { return (nil, []) }
    event["id"] = .string(Text(options.id ?? UUIDv7.make()))
    var trial = HTTPRequest(
      "POST",
      ["v1", "events"],
      query: [("dry_run", "true"), ("declare", options.declare ? "true" : nil)]
    )
    trial = trial.with(body: CanonicalJSON.bytes(of: .object(event)), type: "application/json")
    let response = try session.attempt(trial)
    if response.head.isSuccess { return (.object(event), []) }
    let problem = Problem(head: response.head, body: response.body)
    guard [400, 422].contains(problem.status), !problem.errors.isEmpty else { throw Fault(problem) }
    // The refusal's remedy is that of its first place.
    let faults = problem.errors.enumerated().map { index, item in
      (
        line: row.place(of: item.pointer).number,
        text: told(
          item.detail.isEmpty ? problem.detail : item.detail,
          item.hint ?? (index == 0 ? problem.hint : nil)
        )
      )
    }
    return (nil, faults)
  }

  private func told(_ detail: String, _ hint: String?) -> String {
    SafeText.line(MessageText.short(detail + (hint.map { " → \($0)" } ?? "")))
  }

  // MARK: - The editor

  /// `$VISUAL`, else `$EDITOR`, else `vi` where there is a terminal.
  private static func program() throws(Fault) -> String {
    for name in ["VISUAL", "EDITOR"] {
      if let value = Environment.value(name), !value.isEmpty { return value }
    }
    if TerminalSize.isTerminal(STDIN_FILENO) { return "vi" }
    throw .usage(
      "add needs HOLDER TOPIC POSITION",
      remedy: "as in: chancery add ITA own-troops oppose --said 2025-03-24 …; or set $EDITOR"
    )
  }

  /// Waits until the editor has ended; it has the terminal, and Ctrl-C is its own meanwhile.
  private func open(_ draft: Draft, with editor: String) throws(Fault) {
    setenv("CHANCERY_DRAFT", draft.path, 1)
    let status = system("\(editor) \"$CHANCERY_DRAFT\"")
    guard status == 0 else {
      throw Fault(
        "the editor “\(editor)” ended with \(status >> 8 & 0xFF), nothing appended",
        status: ExitStatus.negative
      )
    }
  }
}
