import CLoad
import Glibc

/// What one flush costs here: without it, nobody can tell what figures of durable work mean.
enum FlushProbe {
  static func text(_ scratch: Scratch) throws -> String {
    let path = scratch.work + "/flush"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure("\(path) cannot be written") }
    defer {
      close(descriptor)
      unlink(path)
    }
    let page = [UInt8](repeating: 0x5a, count: 4096)
    var micros: [Double] = []
    for place in 0..<201 {
      let start = load_now()
      guard pwrite(descriptor, page, page.count, off_t(place % 16 * 4096)) == page.count,
        fdatasync(descriptor) == 0
      else { throw Failure("\(path) cannot be flushed") }
      micros.append(Double(load_now() - start) / 1e3)
    }
    return
      "\(Format.number(Series(micros).median)) µs (write of 4 KiB and fdatasync, median of 201)"
  }
}
