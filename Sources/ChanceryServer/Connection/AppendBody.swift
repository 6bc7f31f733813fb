import ChanceryModel
import NIOCore

/// The body of an append as it comes in: bounded, and only ever one copy of it.
final class AppendBody {
  let plan: AppendPlan
  private let byteLimit: Int
  private(set) var bytes: [UInt8] = []

  /// Refuses what announces itself as too large, before a byte of it is read.
  init(plan: AppendPlan, body: RequestHead.Body, byteLimit: Int) throws(Refusal) {
    self.plan = plan
    self.byteLimit = byteLimit
    guard case .length(let length) = body else { return }
    guard length <= byteLimit else { throw AppendBody.tooLarge(byteLimit) }
    bytes.reserveCapacity(min(length, 65_536))
  }

  /// Takes the next bytes.
  func append(_ buffer: ByteBuffer) throws(Refusal) {
    guard bytes.count + buffer.readableBytes <= byteLimit else {
      throw AppendBody.tooLarge(byteLimit)
    }
    buffer.withUnsafeReadableBytes { bytes.append(contentsOf: $0) }
  }

  /// Gives the bytes away.
  func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private static func tooLarge(_ limit: Int) -> Refusal {
    Refusal(
      .requestTooLarge,
      "a request's body holds at most \(limit) bytes",
      hint: "send several requests; `chancery import` does so, and can be repeated after a break"
    )
  }
}

@available(*, unavailable)
extension AppendBody: Sendable {}
