import Glibc

/// The limit of open files.
enum OpenFiles {
  /// Raises the soft limit to the hard one: 2,048 followers do not fit in the usual 1,024.
  static func raiseLimit() {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
  }
}
