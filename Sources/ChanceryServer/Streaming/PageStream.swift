import ChanceryModel
import NIOCore

/// Sends a stream whose pages are made on the pool: export, replay, the log as lines.
///
/// A refusal before the first page is an ordinary problem answer; one after it is the stream's last
/// line, `{"end":"failed",…}`, since the status has gone out.
final class PageStream: ResponseStream {
  private weak let connection: ConnectionHandler?
  private let contentType: StaticString
  private let first: PageProducer
  private var next: PageProducer?
  private var pump = PagePump<[UInt8]>()
  private var hasBegun = false

  init(
    connection: ConnectionHandler,
    contentType: StaticString,
    first: @escaping PageProducer
  ) {
    self.connection = connection
    self.contentType = contentType
    self.first = first
  }

  func start() { fetch(first) }

  func becameWritable() { perform(pump.becameWritable()) }

  func tick(now: ContinuousClock.Instant) {}

  /// Runs on to its end: the drain time of the daemon bounds it.
  func shutDown() {}

  func cancel() { next = nil }

  private func fetch(_ producer: @escaping PageProducer) {
    connection?.onPool {
      Result { () throws(Refusal) in try producer() }
    } then: { connection, result in
      guard case .streaming(let stream) = connection.phase, let stream = stream as? PageStream
      else { return }
      stream.received(result, connection)
    }
  }

  private func received(_ result: Result<StreamPage, Refusal>, _ connection: ConnectionHandler) {
    switch result {
    case .success(let page):
      if !hasBegun {
        hasBegun = true
        connection.beginStream(contentType)
        if connection.request.isHead { return }
      }
      next = page.next
      let isWritable = connection.context?.channel.isWritable ?? false
      perform(
        pump.fetched(page.bytes, hasMore: page.next != nil, isWritable: isWritable)
      )
    case .failure(let refusal):
      guard hasBegun else { return connection.refuse(refusal) }
      connection.writeChunk(StreamLines.failed(refusal))
      connection.endStream()
    }
  }

  private func perform(_ actions: [PagePump<[UInt8]>.Action]) {
    for action in actions {
      switch action {
      case .send(let bytes): connection?.writeChunk(bytes)
      case .fetchNext: if let next { fetch(next) }
      case .finish: connection?.endStream()
      }
    }
  }
}

@available(*, unavailable)
extension PageStream: Sendable {}
