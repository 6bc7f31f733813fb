import ChanceryModel
import NIOCore

/// The body of a request as it comes in: bounded, and only ever one copy of it.
final class RequestBody {
  /// What is done with the body once it is here.
  enum Purpose {
    /// Its events are appended.
    case append(AppendPlan)
    /// It is one JSON object that says how the request is answered.
    case document(DocumentReader, RequestHead)
  }

  /// Makes a reply of the JSON in a body.
  typealias DocumentReader = @Sendable (JSONValue) throws(Refusal) -> Reply

  let purpose: Purpose
  private let byteLimit: Int
  private(set) var bytes: [UInt8] = []

  /// Refuses what announces itself as too large, before a byte of it is read.
  init(_ purpose: Purpose, body: RequestHead.Body, byteLimit: Int) throws(Refusal) {
    self.purpose = purpose
    self.byteLimit = byteLimit
    guard case .length(let length) = body else { return }
    guard length <= byteLimit else { throw tooLarge }
    bytes.reserveCapacity(min(length, 65_536))
  }

  /// Takes the next bytes.
  func append(_ buffer: ByteBuffer) throws(Refusal) {
    guard bytes.count + buffer.readableBytes <= byteLimit else { throw tooLarge }
    buffer.withUnsafeReadableBytes { bytes.append(contentsOf: $0) }
  }

  /// Gives the bytes away.
  func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private var tooLarge: Refusal {
    let hint: String? =
      switch purpose {
      case .append:
        "send several requests; `chancery import` does so, and can be repeated after a break"
      case .document: nil
      }
    return Refusal(
      .requestTooLarge,
      "a request's body holds at most \(byteLimit) bytes",
      hint: hint
    )
  }
}

@available(*, unavailable)
extension RequestBody: Sendable {}
