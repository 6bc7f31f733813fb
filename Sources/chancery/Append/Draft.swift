import Glibc

/// A text that is being written: a file that stays until what is in it was appended.
struct Draft {
  let path: String

  /// Makes an empty one in this user's state directory.
  init() throws(Fault) {
    let directory = try Draft.directory()
    var template = Array("\(directory)/statement-XXXXXX.txt".utf8CString)
    let file = mkstemps(&template, 4)
    guard file >= 0 else { throw InputFile.fault(directory) }
    close(file)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func write(_ text: String) throws(Fault) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw InputFile.fault(path) }
    defer { close(file) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      if count < 0 && errno != EINTR { throw InputFile.fault(path) }
    }
  }

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

  /// `$XDG_STATE_HOME/chancery`, made if it is missing; without a home, the place for what is temporary.
  private static func directory() throws(Fault) -> String {
    let home = Environment.value("HOME").flatMap { $0.isEmpty ? nil : "\($0)/.local/state" }
    let state = Environment.value("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
    guard let state else { return Environment.value("TMPDIR") ?? "/tmp" }
    let directory = "\(state)/chancery"
    for index in directory.indices where directory[index] == "/" && index > directory.startIndex {
      mkdir(String(directory[..<index]), 0o700)
    }
    guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw InputFile.fault(directory) }
    return directory
  }
}
