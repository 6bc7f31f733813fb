import Foundation

/// The files of a journal, kept in memory, and a copy of them on which things are tried.
final class Specimen {
  /// The directory of the copy; removed at the end.
  let directory: String
  private let file: String
  private let files: [String: [UInt8]]

  init(of journal: String, file: String, scratch: String) throws {
    self.file = file
    var template = Array((scratch + "/chancery-flip-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: journal) {
      var isDirectory = ObjCBool(false)
      _ = FileManager.default.fileExists(atPath: journal + "/" + name, isDirectory: &isDirectory)
      // Locks are of the process that had it open.
      guard !isDirectory.boolValue, name != "lock", !name.hasSuffix("lock.mdb") else { continue }
      files[name] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: journal + "/" + name)))
    }
    self.files = files
    try restore()
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  static func size(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? Int) ?? 0
  }

  /// A directory for what is made on the way.
  var scratch: String { directory + "/scratch" }
  /// The directory of the journal itself.
  var journal: String { directory + "/data" }

  /// Makes the copy what the journal is, whatever was done to it.
  func restore() throws {
    try? FileManager.default.removeItem(atPath: journal)
    try FileManager.default.createDirectory(
      atPath: scratch,
      withIntermediateDirectories: true
    )
    for (name, bytes) in files {
      let url = URL(fileURLWithPath: journal + "/" + name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      try Data(bytes).write(to: url)
      chmod(url.path, 0o600)
    }
  }

  /// Flips one bit of the copy; a second time puts it back.
  func flip(_ bit: Flip.Bit) throws {
    let path = journal + "/" + file
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
    defer { close(descriptor) }
    var byte: UInt8 = 0
    guard pread(descriptor, &byte, 1, bit.offset) == 1 else { throw CocoaError(.fileReadUnknown) }
    byte ^= 1 << UInt8(bit.bit)
    guard pwrite(descriptor, &byte, 1, bit.offset) == 1 else { throw CocoaError(.fileWriteUnknown) }
  }
}
