import Glibc

/// A text that is being written: a file that stays until what is in it was appended.
struct Draft {
  let path: String

  private static let prefix = "statement-"
  private static let ending = ".txt"

  /// Makes an empty one in this user's state directory.
  init() throws(Fault) {
    let directory = try Draft.directory()
    var template = Array("\(directory)/\(Draft.prefix)XXXXXX\(Draft.ending)".utf8CString)
    let file = mkstemps(&template, Int32(Draft.ending.utf8.count))
    guard file >= 0 else { throw Draft.noRoom(in: directory) }
    close(file)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func write(_ text: String) throws(Fault) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Draft.noRoom(in: path) }
    defer { close(file) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      if count < 0 && errno != EINTR { throw Draft.noRoom(in: path) }
    }
  }

  /// True if there is a file.
  var isThere: Bool { access(path, F_OK) == 0 }

  /// What was saved, byte for byte.
  func read() throws(Fault) -> [UInt8] { try InputFile.read(path) }

  /// The record that it holds, blank lines and all; nil if no field has a value.
  func record() throws(Fault) -> TableRecord? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw InputFile.fault(path) }
    defer { close(file) }
    var blocks = BlockReader(try LineReader(descriptor: file, name: path), isOne: true)
    guard let record = try blocks.next() else { return nil }
    return record.fault == nil && record.cells.allSatisfy(\.value.isEmpty) ? nil : record
  }

  func remove() { unlink(path) }

  /// True if a file is a draft, by its name and where it is.
  static func isOne(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { String($0) } ?? ""
    guard name.hasPrefix(prefix), name.hasSuffix(ending), let place = place() else { return false }
    let folder = path.contains("/") ? String(path.dropLast(name.count)) : "."
    return RealPath.of(folder).map { $0 == RealPath.of(place) } ?? false
  }

  /// `$XDG_STATE_HOME/chancery`; nil without a home.
  private static func place() -> String? {
    let home = Environment.value("HOME").flatMap { $0.isEmpty ? nil : "\($0)/.local/state" }
    let state = Environment.value("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
    return state.map { "\($0)/chancery" }
  }

  /// The place of drafts, made if it is missing; without a home, that for what is temporary.
  private static func directory() throws(Fault) -> String {
    guard let directory = place() else { return Environment.value("TMPDIR") ?? "/tmp" }
    for index in directory.indices where directory[index] == "/" && index > directory.startIndex {
      mkdir(String(directory[..<index]), 0o700)
    }
    guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw noRoom(in: directory) }
    return directory
  }

  /// No draft can be kept at a place, by `errno`.
  private static func noRoom(in place: String) -> Fault {
    Fault(
      "the text cannot be kept in \(place)",
      at: [String(cString: strerror(errno))],
      remedy:
        "let yourself write there, or name a directory of yours for drafts: XDG_STATE_HOME=DIR",
      status: errno == EACCES ? ExitStatus.rights : ExitStatus.inputOutput
    )
  }
}
