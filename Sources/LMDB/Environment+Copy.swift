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

  /// Gives a compact copy of the last commit to a closure, block by block as it is made.
  ///
  /// For a caller that counts, hashes, slows or breaks off the copy. Writers go on meanwhile, but
  /// pages freed are not reused until the copy is done: what the closure waits for makes the file
  /// grow. The corresponding C function is `mdb_env_copyfd2` with `MDB_CP_COMPACT`, into a pipe; it
  /// runs on a thread of its own.
  ///
  /// - Parameters:
  ///   - type: The type of error that the closure throws.
  ///   - consume: Takes the next bytes of the file; ends the copy if it throws.
  /// - Throws: `.body` with the error of the closure, once the copy has ended; `.storage` with
  ///   `.incompatible` if the environment has a leaked page, or a failure of the system.
  public func copyCompact<Failure: Error>(
    throwing type: Failure.Type,
    _ consume: (RawSpan) throws(Failure) -> Void
  ) throws(TransactionError<Failure>) {
    let copy: CopyThread
    do throws(LMDBError) { copy = try CopyThread(self) } catch { throw .storage(error) }
    var buffer = [UInt8](repeating: 0, count: CopyThread.blockByteCount)
    do throws(Failure) {
      while true {
        // The buffer is an array of its own, of the size that is given.
        let count = unsafe Glibc.read(copy.descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        // An end that comes too early is told by the status of the copy.
        guard count > 0 else { break }
        try consume(buffer.rawSpan.extracting(0..<count))
      }
    } catch {
      _ = copy.end()
      throw .body(error)
    }
    let status = copy.end()
    guard status == MDB_SUCCESS else {
      throw .storage(LMDBError(status, operation: "mdb_env_copyfd2"))
    }
  }

  /// The size that the file of a copy will have, as the first block of it says.
  ///
  /// - Parameter block: The beginning of the file.
  /// - Returns: The size in bytes; `nil` if the block is too short to say.
  public static func byteCount(ofCopyBeginningWith block: RawSpan) -> Int? {
    // Two pages, each with a header of 16 bytes and an `MDB_meta` (mdb.c of 0.9, 64 bits): the page's
    // size stands in `md_pad` of the first of its databases, `mm_last_pg` behind both. The first page
    // is that of an empty file, the second tells of the copy (`mdb_env_copyfd1`).
    guard block.byteCount >= 44 else { return nil }
    // The range lies inside the span, as do the next, and any bits make an integer.
    let pageSize = unsafe block.unsafeLoadUnaligned(fromByteOffset: 40, as: UInt32.self)
    guard block.byteCount >= Int(pageSize) + 144 else { return nil }
    let lastPage = unsafe block.unsafeLoadUnaligned(
      fromByteOffset: Int(pageSize) + 136,
      as: UInt64.self
    )
    let (count, hasOverflown) = (lastPage &+ 1).multipliedReportingOverflow(by: UInt64(pageSize))
    return hasOverflown ? nil : Int(exactly: count)
  }
}

/// The directory that a path names a file of.
private func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
