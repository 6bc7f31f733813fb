import ChanceryModel
import Dispatch
import Glibc
import Journal
import LMDB
import PageCheck
import Projections
import Proofs

/// Opens what a cut has left, as a daemon would, and says what is wrong with it.
struct StateCheck {
  let witness: Witness

  /// - Parameters:
  ///   - data: The data directory; it is changed.
  ///   - acknowledged: The seq that must be there.
  ///   - hasTornMeta: Whether one of the two meta pages may be half of one commit and half of another:
  ///     it is damage, and the other one counts until the next commit writes it again.
  /// - Returns: The head that was found.
  /// - Throws: ``Fault``, or why it does not open.
  func run(data: String, acknowledged: Int, hasTornMeta: Bool) throws -> Int {
    let head = try checkLog(data, acknowledged, hasTornMeta)
    try checkEngine(data, head)
    return head
  }

  /// The log is a beginning of the witness, with all that was acknowledged.
  private func checkLog(_ data: String, _ acknowledged: Int, _ hasTornMeta: Bool) throws -> Int {
    guard access(data + "/journal", F_OK) == 0 else {
      guard acknowledged == 0 else { throw Fault("the journal is gone") }
      return 0
    }
    let pages = try PageWalk.check(path: data + "/journal/data.mdb")
    let damaged = Set(pages.damages.map(\.page))
    guard pages.isSound || hasTornMeta && (damaged == [0] || damaged == [1]) else {
      throw Fault("the pages are damaged: \(pages.damages)")
    }
    var configuration = Environment.Configuration()
    configuration.durability = .withoutSync
    let environment = try Environment(path: data + "/journal", configuration: configuration)
    let journal = try Journal(environment: environment)
    let (head, root) = try environment.read { transaction throws in
      let head = try journal.head(transaction)
      return (Int(head), try journal.frontier(size: head, transaction).root)
    }
    guard head >= acknowledged else {
      throw Fault("the head is \(head), \(acknowledged) were acknowledged")
    }
    guard witness.roots.indices.contains(head), witness.roots[head] == root else {
      throw Fault("the root at \(head) is not what it was")
    }
    return head
  }

  /// The engine opens, every projection is what the log makes of it, and the next append is done.
  private func checkEngine(_ data: String, _ head: Int) throws {
    let engine = try Engine.open(
      Engine.Configuration(
        directory: data,
        durability: .withoutSync,
        onFatal: { fatalError($0) }
      )
    )
    defer { engine.close() }
    guard engine.head == UInt64(head) else { throw Fault("the engine's head is \(engine.head)") }
    let rebuilt = try rebuiltOnceFree(engine)
    guard rebuilt.end == .complete else { throw Fault("the projections differ: \(rebuilt)") }
    let event =
      #"{"type":"topic.defined","source":"crash","id":"after-the-cut","data":{"#
      + #""topic":"after","title":"A","proposition":"A is right"}}"#
    let draft = try EventDecoder.decode(
      JSONParser.parse(Array(event.utf8)),
      limits: engine.eventLimits
    )
    let answer = try Waiting<AppendAnswer> { completion in
      engine.append(
        AppendRequest(drafts: [draft], recordedBy: "uid:0"),
        completion: completion
      )
    }.value()
    guard answer.head == UInt64(head + 1) else { throw Fault("the next event is \(answer.head)") }
  }

  /// Checks the projections; a rebuild that the cut broke off goes on at the start, and is waited for.
  private func rebuiltOnceFree(_ engine: Engine) throws -> RebuildAnswer {
    for _ in 0..<2000 {
      do {
        return try Waiting<RebuildAnswer> { completion in
          engine.rebuild(check: true, progress: { _ in true }, completion: completion)
        }.value()
      } catch let refusal as Refusal where refusal.code == .rebuildRunning {
        usleep(5_000)
      }
    }
    throw Fault("the rebuild that the cut broke off does not end")
  }
}

/// Waits for what comes by a completion.
private final class Waiting<Value: Sendable>: @unchecked Sendable {
  // Written once, before the semaphore is signalled; read after it was waited for.
  private var result: Result<Value, Refusal>?
  private let isDone = DispatchSemaphore(value: 0)

  init(_ begin: (@escaping @Sendable (Result<Value, Refusal>) -> Void) -> Void) {
    begin { [self] result in
      self.result = result
      isDone.signal()
    }
  }

  func value() throws -> Value {
    guard isDone.wait(timeout: .now() + 60) == .success, let result else {
      throw Fault("no answer within a minute")
    }
    return try result.get()
  }
}
