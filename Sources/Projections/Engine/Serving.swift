internal import ChanceryModel
internal import Synchronization

/// Whether the live projections can be read, and how far they are if not: what the writer tells the
/// readers.
final class Serving: Sendable {
  private struct State {
    var readiness = Readiness.ready
    var waiting: [@Sendable (Refusal?) -> Void] = []
    var waitingForReady: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())

  var readiness: Readiness { state.withLock { $0.readiness } }

  /// Says that the projections are not there yet.
  func isRebuilding(_ progress: RebuildProgress) {
    state.withLock { $0.readiness = .rebuilding(progress) }
  }

  /// Says that they are there, and tells those who wait.
  func isReady() { settle(.ready, nil) }

  /// Says that they could not be made.
  func hasFailed(_ refusal: Refusal) { settle(.failed(refusal), refusal) }

  /// Calls `body` when the projections are there, or could not be made: now if that is known already.
  func whenSettled(_ body: @escaping @Sendable (Refusal?) -> Void) {
    let readiness = state.withLock { state in
      if case .rebuilding = state.readiness { state.waiting.append(body) }
      return state.readiness
    }
    switch readiness {
    case .rebuilding: break
    case .ready: body(nil)
    case .failed(let refusal): body(refusal)
    }
  }

  /// Calls `body` when the projections are there, however long that takes.
  func whenReady(_ body: @escaping @Sendable () -> Void) {
    let isReady = state.withLock { state in
      if state.readiness == .ready { return true }
      state.waitingForReady.append(body)
      return false
    }
    if isReady { body() }
  }

  private func settle(_ readiness: Readiness, _ refusal: Refusal?) {
    let (waiting, ready) = state.withLock { state in
      state.readiness = readiness
      let told = (state.waiting, refusal == nil ? state.waitingForReady : [])
      state.waiting = []
      if refusal == nil { state.waitingForReady = [] }
      return told
    }
    for body in waiting { body(refusal) }
    for body in ready { body() }
  }
}
