import Glibc

/// The files of an import, as one sequence that can be read again and again.
///
/// Standard input is copied to an unnamed temporary file first, since it is read twice: once to check,
/// once to append.
final class ImportInput {
  /// The names as they were given, for messages.
  let names: [String]
  private var descriptors: [Int32] = []
  private let formats: [ImportFormat]
  private let delimiter: UInt8
  private let rows: RowEvents

  /// Opens the files; of what form each is says `form`, else its name.
  init(_ names: [String], _ form: TableForm, rows: RowEvents) throws(Fault) {
    self.names = names.map { $0 == "-" ? "standard input" : $0 }
    formats = names.map { form.format ?? ImportFormat(fileName: $0) }
    delimiter = form.delimiter
    self.rows = rows
    for (index, name) in names.enumerated() {
      let descriptor = try ImportInput.open(name)
      descriptors.append(descriptor)
      if let kind = ForeignFile(descriptor) { throw kind.fault(self.names[index]) }
    }
  }

  /// What the lines are, where the files' names do not say it.
  struct TableForm {
    var format: ImportFormat?
    var delimiter = UInt8(ascii: ",")
  }

  /// True if any of the files is a table.
  var hasTables: Bool { formats.contains { $0 != .ndjson } }

  /// How names were taken that stand in no row in full, as far as was read.
  var namesTaken: [String] { rows.namesTaken }

  deinit { for descriptor in descriptors { close(descriptor) } }

  /// A fresh pass over all lines.
  func lines() throws(Fault) -> Lines { try Lines(input: self) }

  /// The lines with these ordinals.
  func lines(_ ordinals: Set<Int>) throws(Fault) -> [Int: ImportLine] {
    var found: [Int: ImportLine] = [:]
    var lines = try lines()
    while found.count < ordinals.count, let line = try lines.next() {
      if ordinals.contains(line.ordinal) { found[line.ordinal] = line }
    }
    return found
  }

  /// One pass.
  struct Lines {
    private let input: ImportInput
    private var file = 0
    // One of them reads the file that is open.
    private var lines: LineReader?
    private var table: DelimitedReader?
    private var blocks: BlockReader?
    /// How many lines that are not blank were read.
    private(set) var count = 0

    fileprivate init(input: ImportInput) throws(Fault) {
      self.input = input
      try openFile()
    }

    /// The next line that is not blank, or the next record of a table.
    mutating func next() throws(Fault) -> ImportLine? {
      while file < input.descriptors.count {
        if let found = try read() { return found }
        file += 1
        try openFile()
      }
      return nil
    }

    /// The next of the file that is open.
    private mutating func read() throws(Fault) -> ImportLine? {
      if let record = try table?.next() { return try row(record) }
      if let record = try blocks?.next() { return try row(record) }
      while let content = try lines?.next(), let number = lines?.number {
        guard content.contains(where: { $0 != 32 && $0 != 9 }) else { continue }
        count += 1
        return ImportLine(content: content, file: file, number: number, ordinal: count)
      }
      return nil
    }

    private mutating func row(_ record: TableRecord) throws(Fault) -> ImportLine {
      count += 1
      let (content, row) = try input.rows.row(record, ordinal: count)
      return ImportLine(
        content: content,
        file: file,
        number: record.number,
        ordinal: count,
        row: row
      )
    }

    private mutating func openFile() throws(Fault) {
      (lines, table, blocks) = (nil, nil, nil)
      guard file < input.descriptors.count else { return }
      let name = input.names[file]
      let reader = try LineReader(descriptor: input.descriptors[file], name: name)
      switch input.formats[file] {
      case .ndjson: lines = reader
      case .text: blocks = BlockReader(reader)
      case .csv, .tsv:
        let isCSV = input.formats[file] == .csv
        let table = try DelimitedReader(
          reader,
          name: name,
          delimiter: isCSV ? input.delimiter : 9,
          hasQuotes: isCSV
        )
        try input.rows.check(table.columns, file: name)
        self.table = table
      }
    }
  }
}

// MARK: - Opening

extension ImportInput {
  private static func open(_ name: String) throws(Fault) -> Int32 {
    if name == "-" { return try spool(STDIN_FILENO) }
    let descriptor = Glibc.open(name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFile.fault(name) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw InputFile.fault(name) }
    if status.st_mode & S_IFMT == S_IFREG { return descriptor }
    defer { close(descriptor) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Fault.usage(
        "\(name) is a directory",
        remedy: "name files: chancery import \(name)/*.ndjson"
      )
    }
    return try spool(descriptor)
  }

  /// Copies what cannot be rewound to a file without a name.
  private static func spool(_ source: Int32) throws(Fault) -> Int32 {
    let directory = Environment.value("TMPDIR") ?? "/tmp"
    var template = Array("\(directory)/chancery-import-XXXXXX".utf8CString)
    let target = mkstemp(&template)
    guard target >= 0 else { throw InputFile.fault(directory) }
    unlink(template)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
      if count == 0 { return target }
      if count < 0 && errno != EINTR { throw InputFile.fault("standard input") }
      var sent = 0
      while sent < count {
        let written = buffer[sent..<count].withUnsafeBytes {
          write(target, $0.baseAddress, $0.count)
        }
        guard written > 0 || errno == EINTR else { throw InputFile.fault(directory) }
        sent += max(0, written)
      }
    }
  }
}
