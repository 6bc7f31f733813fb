internal import Foundation

/// Faults, clocks and a record of writes for a daemon under test, by a library loaded before libc.
///
/// See Tests/CrashTools/iotrace.c. The daemon is the real one; only its calls into libc pass through.
package final class Preload {
  /// The calls that can be made to fail.
  package enum Call: Int, Sendable {
    /// A write of data pages.
    case data = 1
    /// A write of a meta page, which is flushed with it.
    case meta
    /// `fdatasync` or `fsync`.
    case flush
    /// `fallocate`.
    case allocate
  }

  /// What happens instead of the call.
  package enum Effect: Int64, Sendable {
    /// It fails.
    case fails = 1
    /// It writes half of what it should.
    case isCutShort
    /// The process is killed before it.
    case killsBefore
    /// The process is killed after the bytes have reached the page cache, and no disk.
    case killsAfter
  }

  private let scratch: Scratch
  private let library: String
  private let control: UnsafeMutablePointer<Int64>

  /// Compiles the library, with the compiler that comes with Swift or the system's.
  package init() throws {
    scratch = try Scratch()
    library = scratch.path + "/iotrace.so"
    let source = Binaries.root.appendingPathComponent("Tests/CrashTools/iotrace.c").path
    let build = try Run.program(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-c",
        "c=$(command -v clang || command -v cc) || { echo 'no C compiler' >&2; exit 1; }; "
          + "exec \"$c\" -O2 -shared -fPIC -o '\(library)' '\(source)' -ldl -lpthread",
      ]
    )
    guard build.status == 0 else { throw DaemonTrouble("iotrace.c: \(build.errors)") }
    let path = scratch.path + "/control"
    guard FileManager.default.createFile(atPath: path, contents: Data(count: 4096)) else {
      throw DaemonTrouble("\(path) cannot be made")
    }
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    let map = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let map, map != MAP_FAILED else { throw DaemonTrouble("\(path) cannot be mapped") }
    control = map.bindMemory(to: Int64.self, capacity: 512)
  }

  deinit { munmap(control, 4096) }

  /// What a daemon's environment must have.
  ///
  /// - Parameters:
  ///   - directory: Files below it count; absolute, without links.
  ///   - trace: A file to append what is done to them to.
  /// - Returns: The variables.
  package func environment(directory: String, trace: String? = nil) -> [String: String] {
    var variables = [
      "LD_PRELOAD": library, "CHANCERY_IO_DIR": directory,
      "CHANCERY_IO_CONTROL": scratch.path + "/control",
    ]
    variables["CHANCERY_IO_TRACE"] = trace
    return variables
  }

  /// Arms a fault.
  ///
  /// - Parameters:
  ///   - call: Which call.
  ///   - effect: What happens instead.
  ///   - passes: How many such calls are let pass first.
  ///   - reason: The `errno`.
  ///   - times: How often; for ever if nil.
  package func arm(
    _ call: Call,
    _ effect: Effect = .fails,
    after passes: Int = 0,
    reason: Int32 = EIO,
    times: Int? = nil
  ) {
    let rule = control + 8 * call.rawValue
    rule[0] = 0
    rule[1] = Int64(passes)
    rule[2] = Int64(reason)
    rule[3] = times.map { Int64($0) } ?? -1
    rule[4] = 0
    rule[0] = effect.rawValue
  }

  /// Lets all calls pass again.
  package func disarm() {
    for call in 1...4 { control[8 * call] = 0 }
  }

  /// How often the fault armed last has happened.
  package func count(_ call: Call) -> Int { Int(control[8 * call.rawValue + 4]) }

  /// Moves the daemon's wall clock.
  package func moveClock(seconds: Int) { control[0] = Int64(seconds) }
}
