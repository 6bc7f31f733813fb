import Glibc

/// Reads whole files.
enum InputFile {
  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String, bytesMax: Int = .max) throws(Fault) -> [UInt8] {
    let isStandardInput = path == "-"
    let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path) }
    defer { if !isStandardInput { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count > 0 { bytes += buffer[..<count] } else if errno != EINTR { throw fault(path) }
      guard bytes.count <= bytesMax else {
        throw Fault(
          "\(path) has more than \(bytesMax) bytes",
          remedy: "cut it into parts",
          status: ExitStatus.badData
        )
      }
    }
  }

  /// What to say of a file that cannot be read, by `errno`.
  static func fault(_ path: String) -> Fault {
    Fault(
      "cannot read \(path)",
      at: [String(cString: strerror(errno))],
      remedy: errno == ENOENT ? "check the name; - reads standard input" : nil,
      status: errno == EACCES ? ExitStatus.rights : ExitStatus.inputOutput
    )
  }
}
