internal import ChanceryModel
internal import Glibc
internal import Proofs

/// The size and the SHA-256 of a file.
struct FileDigest: Equatable {
  var byteCount: Int
  /// Lower-case hexadecimal.
  var sha256: Text

  /// What a manifest says of a file.
  init(of file: BackupManifest.File) {
    byteCount = file.byteCount
    sha256 = file.sha256
  }

  private init(byteCount: Int, sha256: Text) {
    self.byteCount = byteCount
    self.sha256 = sha256
  }

  /// Reads a file whole.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - dropsCache: Has the system forget what it holds of the file, so that the disk is read.
  ///   - progress: Told how many bytes were read; false ends the reading.
  /// - Returns: The digest; nil if the reading was ended.
  /// - Throws: ``FileFailure``.
  static func of(
    _ path: String,
    dropsCache: Bool = false,
    progress: (Int) -> Bool
  ) throws(FileFailure) -> FileDigest? {
    let file = try InputFile(path)
    if dropsCache { file.dropCache() }
    var hash = SHA256Stream()
    var count = 0
    while true {
      let block = try file.next()
      if block.isEmpty { break }
      block.withUnsafeBytes { hash.update($0) }
      count += block.count
      guard progress(count) else { return nil }
    }
    return FileDigest(byteCount: count, sha256: Text(hash.digest.hex))
  }
}
