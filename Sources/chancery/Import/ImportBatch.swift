import ChanceryClient

/// Lines that go in one request: all of them are appended, or none.
struct ImportBatch {
  /// Half of what a request may have: small requests let other writers in between.
  static let linesMax = 2_000
  static let bytesMax = 6 << 20

  private(set) var body: [UInt8] = []
  /// The ordinal of each line.
  private(set) var ordinals: [Int] = []
  private var ends: [Int] = []

  var count: Int { ordinals.count }
  var isEmpty: Bool { ordinals.isEmpty }

  /// True if a line of that many bytes can still be added.
  func hasRoom(for bytes: Int) -> Bool {
    isEmpty || count < ImportBatch.linesMax && body.count + bytes < ImportBatch.bytesMax
  }

  mutating func append(_ line: some Collection<UInt8>, ordinal: Int) {
    body += line
    body.append(UInt8(ascii: "\n"))
    ordinals.append(ordinal)
    ends.append(body.count)
  }

  /// The two halves.
  var halves: [ImportBatch] {
    [keeping { $0 < count / 2 }, keeping { $0 >= count / 2 }]
  }

  /// The same without some lines.
  func without(_ dropped: Set<Int>) -> ImportBatch { keeping { !dropped.contains(ordinals[$0]) } }

  private func keeping(_ isKept: (Int) -> Bool) -> ImportBatch {
    var batch = ImportBatch()
    for index in ordinals.indices where isKept(index) {
      let start = index == 0 ? 0 : ends[index - 1]
      batch.append(body[start..<(ends[index] - 1)], ordinal: ordinals[index])
    }
    return batch
  }

  /// The request that appends the lines; repeatable, because every line has an id.
  func request(declares: Bool) -> HTTPRequest {
    var request = HTTPRequest(
      "POST",
      ["v1", "events"],
      query: [("declare", declares ? "true" : nil)]
    ).with(body: body, type: "application/x-ndjson")
    request.isRepeatable = true
    return request
  }
}
