import Foundation

/// What a disk holds for certain, and what it may hold besides: all that was done and not flushed.
///
/// The assumptions are the weakest that a journal could live with: a flush of a file makes its bytes
/// durable and not its name; a flush of a directory makes its names durable. Names reach the disk in
/// order, since every file system keeps a log of them; bytes in any order.
struct Disk {
  /// A change of a file's bytes.
  enum Change {
    case write(offset: Int, bytes: Range<Int>)
    case resize(Int)
  }

  /// The bytes of one file.
  struct File {
    var durable: [UInt8] = []
    var pending: [(position: Int, change: Change)] = []
  }

  /// A change of names.
  enum NameChange {
    case add(path: String, Node)
    case move(from: String, to: String)
    case remove(path: String)

    /// The directories it changes.
    var parents: [String] {
      switch self {
      case .add(let path, _), .remove(let path): [Disk.parent(path)]
      case .move(let from, let to): [Disk.parent(to), Disk.parent(from)]
      }
    }
  }

  /// What a name stands for.
  enum Node: Equatable {
    case file(UInt64)
    case directory(UInt64)
  }

  /// The directory that was there before everything.
  let root: String
  private(set) var files: [UInt64: File] = [:]
  private(set) var durableNames: [String: Node] = [:]
  private(set) var pendingNames: [(position: Int, change: NameChange)] = []

  /// Files that hold a pid for a message, and nothing else.
  private var locks: Set<UInt64> = []

  init(root: String) { self.root = root }

  /// True if a cut now has more than one outcome that matters: what is in the lock file does not.
  var isPending: Bool {
    !pendingNames.isEmpty || files.contains { !locks.contains($0.key) && !$0.value.pending.isEmpty }
  }

  mutating func apply(_ record: TraceRecord, of trace: Trace) {
    switch record.kind {
    case .create:
      files[record.file] = File()
      if record.path.hasSuffix("/lock") { locks.insert(record.file) }
      rename(record.position, .add(path: record.path, .file(record.file)))
    case .makeDirectory:
      rename(record.position, .add(path: record.path, .directory(record.file)))
    case .rename:
      let parts = record.path.split(separator: "\n").map { String($0) }
      if parts.count == 2, exists(parts[0]) {
        rename(record.position, .move(from: parts[0], to: parts[1]))
      }
    case .remove:
      if exists(record.path) { rename(record.position, .remove(path: record.path)) }
    case .resize:
      files[record.file, default: File()].pending.append(
        (record.position, .resize(record.offset))
      )
    case .write:
      files[record.file, default: File()].pending.append(
        (record.position, .write(offset: record.offset, bytes: record.bytes))
      )
    case .flush: flush(record, trace)
    case .send: break
    }
  }

  /// A call that failed, because there was nothing of that name, has changed nothing.
  private func exists(_ path: String) -> Bool {
    names(pending: pendingNames.count)[path] != nil
  }

  private mutating func rename(_ position: Int, _ change: NameChange) {
    pendingNames.append((position, change))
  }

  private mutating func flush(_ record: TraceRecord, _ trace: Trace) {
    if var file = files[record.file] {
      files[record.file] = nil
      for entry in file.pending where entry.position < record.since {
        Disk.apply(entry.change, to: &file.durable, trace)
      }
      file.pending.removeAll { $0.position < record.since }
      files[record.file] = file
      return
    }
    let path =
      names(pending: pendingNames.count).first { $0.value == .directory(record.file) }?.key ?? root
    var left: [(position: Int, change: NameChange)] = []
    for entry in pendingNames {
      if entry.position < record.since, entry.change.parents.contains(path) {
        Disk.apply(entry.change, to: &durableNames)
      } else {
        left.append(entry)
      }
    }
    pendingNames = left
  }

  /// The names after the first so many changes that are not durable.
  func names(pending count: Int) -> [String: Node] {
    var names = durableNames
    for entry in pendingNames.prefix(count) { Disk.apply(entry.change, to: &names) }
    return names
  }

  static func apply(_ change: Change, to bytes: inout [UInt8], _ trace: Trace) {
    switch change {
    case .resize(let length):
      if length < bytes.count {
        bytes.removeLast(bytes.count - length)
      } else {
        bytes.append(contentsOf: repeatElement(0, count: length - bytes.count))
      }
    case .write(let offset, let range):
      let end = offset + range.count
      if end > bytes.count {
        bytes.append(contentsOf: repeatElement(0, count: end - bytes.count))
      }
      bytes.withUnsafeMutableBytes { buffer in
        UnsafeMutableRawBufferPointer(rebasing: buffer[offset..<end])
          .copyBytes(from: trace.data[range])
      }
    }
  }

  static func apply(_ change: NameChange, to names: inout [String: Node]) {
    switch change {
    case .add(let path, let node): names[path] = node
    case .remove(let path): names[path] = nil
    case .move(let from, let to):
      // A rename that failed names nothing.
      guard names[from] != nil else { return }
      for (path, node) in names where path == from || path.hasPrefix(from + "/") {
        names[path] = nil
        names[to + path.dropFirst(from.count)] = node
      }
    }
  }

  static func parent(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
