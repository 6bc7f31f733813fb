import Foundation

/// Which of the sectors that were not flushed have reached the disk when the power goes.
enum CutShape: String, CaseIterable {
  case nothing
  case everything
  case firstSector = "only the first sector"
  case lastSector = "only the last sector"
  case allButOne = "all but one sector"
  case sectors = "any sectors"
  case pages = "any pages"
  case tornPage = "any pages, one torn"
  case inOrder = "in order, up to a sector"
  /// Beyond what disks do: the last write, if it is within a sector, is torn inside it.
  case tornSector = "a meta page torn inside a sector"
}

/// The files as they could be after a cut.
struct Cut {
  static let sectorBytes = 512
  static let sectorsPerPage = 8

  let shape: CutShape
  var dice: Dice

  /// Builds the state of a disk below a directory.
  mutating func build(_ disk: Disk, of trace: Trace, in directory: String) throws {
    let count: Int
    switch shape {
    case .nothing: count = 0
    case .everything: count = disk.pendingNames.count
    default: count = Int.random(in: 0...disk.pendingNames.count, using: &dice)
    }
    let names = disk.names(pending: count)
    var made: Set<String> = [disk.root]
    for (path, node) in names.sorted(by: { $0.key < $1.key }) {
      // The name of a directory that never reached the disk takes all below it along.
      guard made.contains(Disk.parent(path)) else { continue }
      let target = directory + path.dropFirst(disk.root.count)
      switch node {
      case .directory:
        guard mkdir(target, 0o700) == 0 else { throw Fault("mkdir \(target)") }
        made.insert(path)
      case .file(let number):
        guard let file = disk.files[number] else { continue }
        try Cut.write(content(of: file, trace), to: target)
      }
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw Fault("open \(path)") }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      guard count > 0 else { throw Fault("write \(path)") }
      done += count
    }
  }

  // MARK: Bytes

  private mutating func content(of file: Disk.File, _ trace: Trace) -> [UInt8] {
    var bytes = file.durable
    let writes = file.pending.compactMap { entry -> (offset: Int, bytes: Range<Int>)? in
      guard case .write(let offset, let range) = entry.change else { return nil }
      return (offset, range)
    }
    guard writes.count == file.pending.count else {
      // Sizes change in order with the rest; such files are small.
      let count =
        shape == .nothing
        ? 0
        : shape == .everything
          ? file.pending.count : Int.random(in: 0...file.pending.count, using: &dice)
      for entry in file.pending.prefix(count) { Disk.apply(entry.change, to: &bytes, trace) }
      return bytes
    }
    guard !writes.isEmpty else { return bytes }
    if shape == .tornSector, tearLast(writes, into: &bytes, trace) { return bytes }
    let sectors = Cut.sectors(of: writes)
    let chosen = choose(sectors)
    for (sector, versions) in zip(sectors, chosen) {
      for index in sector.writes.prefix(versions) {
        Cut.apply(writes[index], sector: sector.number, to: &bytes, trace)
      }
    }
    growAtRandom(&bytes, writes)
    return bytes
  }

  /// The sectors that writes touch, with the writes that touch each, oldest first.
  private static func sectors(
    of writes: [(offset: Int, bytes: Range<Int>)]
  ) -> [(number: Int, writes: [Int])] {
    var found: [Int: [Int]] = [:]
    for (index, write) in writes.enumerated() where !write.bytes.isEmpty {
      let last = (write.offset + write.bytes.count - 1) / sectorBytes
      for number in (write.offset / sectorBytes)...last { found[number, default: []].append(index) }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// For each sector how many of its writes have reached the disk.
  private mutating func choose(_ sectors: [(number: Int, writes: [Int])]) -> [Int] {
    func all(_ index: Int) -> Int { sectors[index].writes.count }
    switch shape {
    case .nothing: return sectors.map { _ in 0 }
    case .everything: return sectors.indices.map(all)
    case .firstSector: return sectors.indices.map { $0 == 0 ? all($0) : 0 }
    case .lastSector: return sectors.indices.map { $0 == sectors.count - 1 ? all($0) : 0 }
    case .allButOne:
      let lost = Int.random(in: 0..<sectors.count, using: &dice)
      return sectors.indices.map { $0 == lost ? 0 : all($0) }
    case .sectors, .tornSector:
      return sectors.map { Int.random(in: 0...$0.writes.count, using: &dice) }
    case .pages, .tornPage:
      var pages: [Int: Bool] = [:]
      let torn = sectors.randomElement(using: &dice).map { $0.number / Cut.sectorsPerPage }
      var chosen: [Int] = []
      for (index, sector) in sectors.enumerated() {
        let page = sector.number / Cut.sectorsPerPage
        let isThere =
          pages[page] ?? Bool.random(using: &dice)
        pages[page] = isThere
        let isTorn = shape == .tornPage && page == torn
        chosen.append((isTorn ? Bool.random(using: &dice) : isThere) ? all(index) : 0)
      }
      return chosen
    case .inOrder:
      let last = sectors.map { $0.writes.last ?? 0 }.max() ?? 0
      let write = Int.random(in: 0...last, using: &dice)
      let limit = Int.random(in: 0...sectors.count, using: &dice)
      return sectors.enumerated().map { index, sector in
        sector.writes.prefix { $0 < write || $0 == write && index < limit }.count
      }
    }
  }

  private static func apply(
    _ write: (offset: Int, bytes: Range<Int>),
    sector: Int,
    to bytes: inout [UInt8],
    _ trace: Trace
  ) {
    let low = max(write.offset, sector * sectorBytes)
    let high = min(write.offset + write.bytes.count, (sector + 1) * sectorBytes)
    let from = write.bytes.lowerBound + low - write.offset
    Disk.apply(.write(offset: low, bytes: from..<(from + high - low)), to: &bytes, trace)
  }

  /// The size may have reached the disk before the bytes: they read as zeros.
  private mutating func growAtRandom(
    _ bytes: inout [UInt8],
    _ writes: [(offset: Int, bytes: Range<Int>)]
  ) {
    guard shape != .nothing, let end = writes.map({ $0.offset + $0.bytes.count }).max(),
      end > bytes.count, Bool.random(using: &dice)
    else { return }
    bytes.append(contentsOf: repeatElement(0, count: end - bytes.count))
  }

  /// All writes but the last whole, and of that one the first few words.
  private mutating func tearLast(
    _ writes: [(offset: Int, bytes: Range<Int>)],
    into bytes: inout [UInt8],
    _ trace: Trace
  ) -> Bool {
    guard let last = writes.last, last.bytes.count <= Cut.sectorBytes, last.bytes.count > 8 else {
      return false
    }
    for write in writes.dropLast() {
      Disk.apply(.write(offset: write.offset, bytes: write.bytes), to: &bytes, trace)
    }
    let length = 8 * Int.random(in: 1..<(last.bytes.count / 8), using: &dice)
    let part = last.bytes.lowerBound..<(last.bytes.lowerBound + length)
    Disk.apply(.write(offset: last.offset, bytes: part), to: &bytes, trace)
    return true
  }
}
