import Glibc

/// A file in memory, read as it is needed.
final class MappedFile {
  let bytes: UnsafeRawBufferPointer

  init(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      throw Failure("\(path) cannot be read")
    }
    let length = Int(status.st_size)
    let map = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard length > 0, let map, map != MAP_FAILED else { throw Failure("\(path) cannot be read") }
    bytes = UnsafeRawBufferPointer(start: map, count: length)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
