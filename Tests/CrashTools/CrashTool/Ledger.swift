import ChanceryModel
import Foundation

/// What was sent and what was acknowledged: the only witness of what a journal must hold.
final class Ledger: @unchecked Sendable {
  // Every member is touched with `lock` held.
  private let lock = NSLock()
  private var acknowledged: [String: Int] = [:]
  private var open: [Int: [UInt8]] = [:]
  private var sent: Set<String> = []
  private var nextRequest = 0

  /// How many events were acknowledged.
  var count: Int { lock.withLock { acknowledged.count } }

  /// Ids and seqs of all that was acknowledged.
  var all: [String: Int] { lock.withLock { acknowledged } }

  /// Every id that was ever sent.
  var ids: Set<String> { lock.withLock { sent } }

  /// Requests that were sent and never answered with success, in the order of sending.
  var unanswered: [(number: Int, body: [UInt8])] {
    lock.withLock { open.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }

  /// Notes a request before it is sent.
  func begin(_ body: [UInt8], ids: [String]) -> Int {
    lock.withLock {
      nextRequest += 1
      open[nextRequest] = body
      sent.formUnion(ids)
      return nextRequest
    }
  }

  /// Notes a success: seq and id of each event.
  ///
  /// - Returns: What is wrong, if an id was acknowledged before with another seq.
  func end(_ request: Int, _ results: [(id: String, seq: Int)]) -> String? {
    lock.withLock {
      open[request] = nil
      for result in results {
        if let before = acknowledged[result.id], before != result.seq {
          return "\(result.id) was acknowledged as \(before), now as \(result.seq)"
        }
        acknowledged[result.id] = result.seq
      }
      return nil
    }
  }

  /// Seqs and ids in the answer to an append.
  static func results(_ answer: JSONValue) -> [(id: String, seq: Int)] {
    (answer["results"]?.arrayValue ?? []).compactMap { result in
      guard let id = result["id"]?.stringValue, let seq = result["seq"]?.intValue else {
        return nil
      }
      return (id, seq)
    }
  }
}
