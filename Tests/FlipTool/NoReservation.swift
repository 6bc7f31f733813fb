import Glibc

/// Takes the place of the system's `fallocate` in this program: says that it cannot allocate ahead.
///
/// The engine sets 128 MiB aside for each journal that it opens and writes to, which a file system in
/// memory fills with zeros: four fifths of the time of a trial, and of no bearing on its outcome.
@_cdecl("fallocate")
func refuseToReserve(
  _ descriptor: Int32,
  _ mode: Int32,
  _ offset: off_t,
  _ length: off_t
) -> Int32 {
  errno = EOPNOTSUPP
  return -1
}
