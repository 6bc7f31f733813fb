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
  /// - Throws: `.diskFull` if the disk has no such room; a file system that cannot allocate ahead is
  ///   taken to have it.
  public func reserveSpace() throws(LMDBError) {
    let used = try info().usedByteCount
    guard used + Environment.reservedByteCount > spaceEnd.load(ordering: .relaxed) else { return }
    var descriptor: Int32 = -1
    // The environment is open as long as this object lives.
    let status = unsafe mdb_env_get_fd(handle.pointer, &descriptor)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_env_get_fd") }
    let length = 2 * Environment.reservedByteCount
    // FALLOC_FL_KEEP_SIZE is 1; the header that names it is not imported.
    guard fallocate(descriptor, 1, off_t(used), off_t(length)) == 0 else {
      guard errno != EOPNOTSUPP && errno != ENOSYS else { return }
      throw LMDBError(errno, operation: "fallocate")
    }
    spaceEnd.store(used + length, ordering: .relaxed)
  }
}
