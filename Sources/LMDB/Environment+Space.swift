internal import CLMDB
internal import Glibc
internal import Synchronization

extension Environment {
  /// How much room past the last page ``reserveSpace()`` keeps.
  public static let reservedByteCount = 64 << 20

  /// Makes sure that the disk has room for the commits to come.
  ///
  /// Without it a full disk shows in the middle of a commit, where a short write leaves the outcome
  /// to be found out. The room is allocated past the end of the file, which keeps its size. Cost:
  /// nothing while the room last allocated suffices, else one system call for as much again.
  /// The corresponding C function is `fallocate` with `FALLOC_FL_KEEP_SIZE`.
  ///
  /// - Throws: An error that ``LMDBError/isOutOfSpace`` if the disk, the quota or the process's limit
  ///   on the size of files has no such room; a file system that cannot allocate ahead is taken to
  ///   have it.
  public func reserveSpace() throws(LMDBError) {
    let used = try info().usedByteCount
    try checkFileSizeLimit(used + Environment.reservedByteCount)
    guard used + Environment.reservedByteCount > spaceEnd.load(ordering: .relaxed) else { return }
    readers.enter()
    defer { readers.leave() }
    var descriptor: Int32 = -1
    // The environment is open as long as this object lives.
    let found = unsafe mdb_env_get_fd(core.pointer, &descriptor)
    guard found == MDB_SUCCESS else { throw LMDBError(found, operation: "mdb_env_get_fd") }
    // Twice as much saves calls; a disk with less room than that still serves.
    var status: Int32 = 0
    for length in [2 * Environment.reservedByteCount, Environment.reservedByteCount] {
      // FALLOC_FL_KEEP_SIZE is 1; the header that names it is not imported.
      repeat {
        status = fallocate(descriptor, 1, off_t(used), off_t(length)) == 0 ? 0 : errno
      } while status == EINTR
      if status == 0 { return spaceEnd.store(used + length, ordering: .relaxed) }
    }
    guard status != EOPNOTSUPP && status != ENOSYS else { return }
    throw LMDBError(status, operation: "fallocate")
  }

  /// Allocation past the end of the file is not held to `RLIMIT_FSIZE`, but a write there is, and a
  /// signal that ends the process comes with it.
  private func checkFileSizeLimit(_ end: Int) throws(LMDBError) {
    var limit = rlimit()
    // `getrlimit` writes the structure, which is plain numbers.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0,
      limit.rlim_cur != rlim_t.max, UInt64(end) > limit.rlim_cur
    else { return }
    throw LMDBError(.fileTooLarge, operation: "RLIMIT_FSIZE")
  }
}
