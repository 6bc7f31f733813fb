import ArgumentParser
import ChanceryRender
import Glibc

/// `chancery import`.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Append events from files: NDJSON, CSV, TSV, or blocks of text.",
    discussion: """
      All input is checked first: any bad line, and nothing is appended; every bad line is shown with \
      its remedy. Several files are one sequence. A line without an id gets one from its content, so \
      importing twice appends once, and an import that broke off is finished by the same command.

      A row of a table (.csv, .tsv) or a block of “field: value” lines (.txt) is one statement, with \
      names and dates as people type them. Columns called like fields go there, --map says where the \
      others go; an empty cell gives nothing, and a row without any value is passed over as a blank line is. \
      Case and blanks around a column's name do not matter. A draft of `chancery add` that was appended \
      whole is removed.

      Fields: \(ColumnMap.fields.joined(separator: ", ")), extra.NAME.

      Example: chancery import seeds/01-vocabulary.ndjson seeds/03-statements.ndjson

      Example: chancery import calls.csv --map Country=holder --map Day=said --set topic=own-troops
      """
  )

  @Argument(help: "Files, or - for standard input.")
  var files: [String]
  @Option(help: "What the lines are, where the files' names do not say it.")
  var format: ImportFormat?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Where a column goes; - leaves it out; may be repeated.",
      valueName: "column=field"
    )
  )
  var map: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A value for every row; may be repeated.", valueName: "field=value")
  )
  var set: [String] = []
  @Option(help: ArgumentHelp("What separates the cells of CSV.", valueName: "sign"))
  var delimiter = ","
  @Option(help: ArgumentHelp("What “today” means, for repeatable output.", valueName: "date"))
  var today: String?
  @Flag(help: "Append the good lines, list the bad ones.")
  var keepGoing = false
  @Flag(help: "Define topics, actors and sources that are not known yet.")
  var declare = false
  @Flag(help: "Only check.")
  var dryRun = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output, today: try ClockOptions.day(ofToday: today))
    let input = try input()
    let progress = Progress()
    defer { progress.clear() }
    let check = try ImportCheck(session: session, input: input, declares: declare).run(progress)
    progress.clear()
    tellNames(input.namesTaken, session)
    var tally = ImportTally()
    tally.read = check.read
    tally.rejected = check.refused
    tally.head = check.head
    try tell(check.faults, of: check.refused, input)
    if check.refused > 0 && !keepGoing || dryRun || check.read == 0 {
      try finish(tally, session)
      if check.refused > 0 { throw QuietExit(status: ExitStatus.badData) }
      return
    }
    try append(check, tally, session, input, progress)
  }

  private func input() throws(Fault) -> ImportInput {
    // Names are asked for while the lines are on their way, so over a connection of their own.
    let session = Session(connection, output, today: try ClockOptions.day(ofToday: today))
    session.naming = .atTheEnd
    let sign = delimiter == "tab" || delimiter == "\\t" ? "\t" : delimiter
    guard sign.utf8.count == 1, let byte = sign.utf8.first, byte != UInt8(ascii: "\"") else {
      throw .usage("--delimiter takes one sign, as ; or tab, not “\(delimiter)”")
    }
    let columns = try ColumnMap(map: map, set: set)
    let input = try ImportInput(
      files,
      ImportInput.TableForm(format: format, delimiter: byte),
      rows: RowEvents(session: session, map: columns, declares: declare)
    )
    guard input.hasTables || columns.isEmpty else {
      throw .usage(
        "--map and --set are for tables, and these are lines of JSON",
        remedy: "--format csv, tsv or text says what the files are"
      )
    }
    return input
  }

  private func append(
    _ check: ImportCheck.Result,
    _ start: ImportTally,
    _ session: Session,
    _ input: ImportInput,
    _ progress: Progress
  ) throws {
    let bad = Set(check.faults.map(\.ordinal))
    var tally = start
    // More bad lines than the check lists are met, and counted, while appending.
    tally.rejected = bad.count
    let job = ImportAppend(
      session: session,
      input: input,
      declares: declare,
      keepsGoing: keepGoing,
      tally: tally,
      progress: progress
    )
    do {
      try job.run(skipping: bad)
    } catch {
      progress.clear()
      try tell(job.faults, of: job.faults.count, input)
      throw error
    }
    progress.clear()
    try tell(job.faults, of: job.faults.count, input)
    try finish(job.tally, session)
    if job.tally.rejected > 0 { throw QuietExit(status: ExitStatus.badData) }
    for file in files where Draft.isOne(file) {
      unlink(file)
      session.note("the draft \(file) is appended, and removed")
    }
  }

  /// How many names are told that were not taken as they were typed.
  private static let nameCountMax = 10

  /// Tells how names were taken, a few of them.
  private func tellNames(_ taken: [String], _ session: Session) {
    for text in taken.prefix(Import.nameCountMax) { session.note(text) }
    let more = taken.count - Import.nameCountMax
    if more > 0 { session.note("and \(Counts.of(more, "more name")) of that kind") }
  }

  /// Lists bad lines on standard error.
  private func tell(_ faults: [LineFault], of count: Int, _ input: ImportInput) throws {
    let lines = faults.isEmpty ? [:] : try input.lines(Set(faults.map(\.ordinal)))
    for fault in faults {
      guard let line = lines[fault.ordinal] else { continue }
      StandardError.write(fault.text(line, fileName: input.names[line.file]))
    }
    if count > faults.count {
      StandardError.write("and \(Counts.grouped(count - faults.count)) more bad lines\n")
    }
  }

  private func finish(_ tally: ImportTally, _ session: Session) throws {
    if tally.rejected > 0 && !keepGoing { StandardError.write("nothing appended\n") }
    if session.format == .json || session.format == .ndjson {
      return try session.print(json: tally.json)
    }
    try session.printOne(tally.json, view: FieldsView.view, items: { FieldsView.items($0) }) { _ in
      tally.text
    }
  }
}
