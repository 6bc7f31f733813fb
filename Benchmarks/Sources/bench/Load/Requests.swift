import CLoad

/// Requests as the load generator takes them: in memory that stays where it is.
final class Requests {
  /// What `Requests` is made of: heads one after another, and bodies that lie elsewhere.
  struct Builder {
    fileprivate var heads: [UInt8] = []
    fileprivate var ends: [Int] = []
    fileprivate var bodies: [UnsafeRawBufferPointer] = []

    var count: Int { ends.count }

    /// Adds one request; `body` must outlive the requests.
    mutating func add(_ head: some Sequence<UInt8>, body: UnsafeRawBufferPointer? = nil) {
      heads.append(contentsOf: head)
      ends.append(heads.count)
      bodies.append(body ?? UnsafeRawBufferPointer(start: nil, count: 0))
    }
  }

  private let memory: UnsafeMutableRawBufferPointer
  let list: UnsafeMutableBufferPointer<load_request>

  init(_ builder: Builder) {
    memory = .allocate(byteCount: max(builder.heads.count, 1), alignment: 16)
    memory.copyBytes(from: builder.heads)
    list = .allocate(capacity: builder.count)
    var start = 0
    for (index, end) in builder.ends.enumerated() {
      let body = builder.bodies[index]
      list.initializeElement(
        at: index,
        to: load_request(
          head: UnsafeRawPointer(memory.baseAddress.map { $0 + start }),
          head_length: end - start,
          body: body.baseAddress,
          body_length: body.count
        )
      )
      start = end
    }
  }

  convenience init(_ requests: [[UInt8]]) {
    var builder = Builder()
    for request in requests { builder.add(request) }
    self.init(builder)
  }

  deinit {
    list.deallocate()
    memory.deallocate()
  }

  /// The mean length of a request, for an echo of the same size.
  var meanLength: Int {
    list.isEmpty ? 0 : list.reduce(0) { $0 + $1.head_length + $1.body_length } / list.count
  }
}
