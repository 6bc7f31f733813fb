internal import Glibc

/// Directories: what is in them, and that their names are on disk.
package enum Directory {
  /// Makes a directory (0700).
  ///
  /// - Returns: False if there is something of that name.
  package static func make(_ path: String) throws(FileFailure) -> Bool {
    if mkdir(path, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw FileFailure("make the directory", path) }
    return false
  }

  /// The names in a directory, sorted; nil if there is none of that name.
  package static func names(in path: String) throws(FileFailure) -> [String]? {
    guard let stream = opendir(path) else {
      guard errno == ENOENT else { throw FileFailure("read the directory", path) }
      return nil
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // `d_name` ends with a zero byte inside the structure.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes the names in a directory durable.
  package static func flush(_ path: String) throws(FileFailure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFailure("flush", path) }
  }

  /// The directory that holds a name.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
