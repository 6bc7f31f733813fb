internal import CLMDB
internal import Glibc

extension Environment {
  /// Writes a compact copy of the last commit into a file that is open for writing.
  ///
  /// Writers go on meanwhile, but pages freed are not reused until the copy is done. The bytes are
  /// not flushed. Erased bytes may survive inside pages that are copied. The corresponding C
  /// function is `mdb_env_copyfd2` with `MDB_CP_COMPACT`.
  ///
  /// - Parameter descriptor: A file descriptor; the caller flushes and closes it.
  /// - Throws: `.incompatible` if the environment has a leaked page, or a failure of the disk.
  public func copyCompact(to descriptor: Int32) throws(LMDBError) {
    readers.enter()
    defer { readers.leave() }
    // The environment is open as long as this object lives, and not exchanged while we are inside.
    let status = unsafe mdb_env_copyfd2(core.pointer, descriptor, UInt32(MDB_CP_COMPACT))
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_env_copyfd2") }
  }

  /// Writes a compact copy of the last commit into a new file, and flushes file and directory.
  ///
  /// To be opened as an environment, the file must be called `data.mdb`. If the copy fails the file
  /// is removed again.
  ///
  /// - Parameter path: The file to create.
  /// - Throws: `.fileExists` if the file is there, `.incompatible`, or a failure of the disk.
  public func copyCompact(to path: String) throws(LMDBError) {
    // The name is read during the call only.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LMDBError(errno, operation: "open") }
    do throws(LMDBError) {
      defer { close(descriptor) }
      try copyCompact(to: descriptor)
      guard fsync(descriptor) == 0 else { throw LMDBError(errno, operation: "fsync") }
      try flushDirectory(parent(of: path))
    } catch {
      // As above; the error that led here matters more than one of this.
      _ = unsafe unlink(path)
      throw error
    }
  }
}

/// The directory that a path names a file of.
private func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
