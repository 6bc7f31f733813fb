import Foundation
import TestSupport

/// A file system in memory of a few mebibytes, unmounted at the end.
final class SmallDisk {
  let path: String
  let isMounted: Bool

  init(in directory: String, mebibytes: Int) throws {
    path = directory + "/disk"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let run = try Run.program(
      URL(fileURLWithPath: "/bin/mount"),
      ["-t", "tmpfs", "-o", "size=\(mebibytes)m", "tmpfs", path]
    )
    isMounted = run.status == 0
  }

  deinit {
    if isMounted { umount2(path, Int32(MNT_DETACH)) }
  }

  /// Writes until there is no room left.
  func fill() throws {
    let descriptor = open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    let block = [UInt8](repeating: 1, count: 4096)
    while write(descriptor, block, block.count) > 0 {}
    guard errno == ENOSPC else { throw DaemonTrouble("the disk does not get full") }
  }

  /// Gives the room back.
  func empty() throws {
    try FileManager.default.removeItem(atPath: path + "/filler")
  }
}
