import ChanceryModel
import Foundation
import TestSupport

/// Clients that append as fast as they are answered, each on a thread and a connection of its own.
final class Load: @unchecked Sendable {
  // `trouble` and `isStopped` are touched with `lock` held; the rest never changes.
  private let lock = NSLock()
  private var trouble: [String] = []
  private var isStopped = false
  private let group = DispatchGroup()

  /// Starts the clients.
  ///
  /// - Parameters:
  ///   - clients: How many.
  ///   - socket: Where the daemon answers.
  ///   - ledger: Where they write down what they send and what is acknowledged.
  ///   - prefix: What all ids begin with.
  ///   - seed: What they send depends on it alone.
  ///   - largest: The greatest number of events a request.
  ///   - pause: Microseconds between two requests of a client.
  ///   - requests: After so many a client ends by itself.
  init(
    clients: Int,
    socket: String,
    ledger: Ledger,
    prefix: String,
    seed: UInt64,
    largest: Int = 200,
    pause: UInt32 = 0,
    requests: Int = .max
  ) {
    for client in 0..<clients {
      group.enter()
      let maker = EventMaker(prefix: "\(prefix)-\(client)", seed: seed &+ UInt64(client))
      let thread = Thread { [self] in
        run(socket, ledger, maker, largest, pause, requests)
        group.leave()
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  private func run(
    _ socket: String,
    _ ledger: Ledger,
    _ events: EventMaker,
    _ largest: Int,
    _ pause: UInt32,
    _ requests: Int
  ) {
    var maker = events
    var left = requests
    guard let connection = try? RawConnection(socket) else { return }
    while left > 0, !lock.withLock({ isStopped }) {
      left -= 1
      let request = maker.request(of: maker.size(largest: largest))
      let number = ledger.begin(request.body, ids: request.ids)
      let answer = Load.append(request.body, over: connection)
      // 0: the daemon has gone; whether it has done it, only the next one can tell.
      if answer.status == 0 { return }
      if answer.status == 200 {
        note(ledger.end(number, Ledger.results(answer.json)))
      } else if answer.status != 503 {
        note("refused: \(answer.status) \(answer.text.prefix(300))")
      }
      if pause > 0 { usleep(pause) }
    }
  }

  /// Sends one request and waits for its answer.
  static func append(_ body: [UInt8], over connection: RawConnection) -> RawResponse {
    let head =
      "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.count)\r\n\r\n"
    guard connection.send(Array(head.utf8) + body) else { return RawResponse(partial: []) }
    return connection.readResponse()
  }

  /// Sends what was never answered again: each must come out as done exactly once, now or before.
  ///
  /// - Returns: How many requests there were.
  static func settle(_ ledger: Ledger, over connection: RawConnection) throws -> Int {
    let requests = ledger.unanswered
    for request in requests {
      let answer = append(request.body, over: connection)
      guard answer.status == 200 else {
        throw Fault("sent again: \(answer.status) \(answer.text.prefix(300))")
      }
      if let fault = ledger.end(request.number, Ledger.results(answer.json)) { throw Fault(fault) }
    }
    return requests.count
  }

  private func note(_ text: String?) {
    guard let text else { return }
    lock.withLock { trouble.append(text) }
  }

  /// Lets every client finish the request it is at, and waits for all.
  ///
  /// - Returns: What was refused or contradicted.
  func stop() -> [String] {
    lock.withLock { isStopped = true }
    group.wait()
    return lock.withLock { trouble }
  }
}
