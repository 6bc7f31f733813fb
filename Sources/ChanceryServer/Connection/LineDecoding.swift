import ChanceryModel

/// Some lines of a body, decoded, in their order.
struct DecodedLines: Sendable {
  /// One line that is not blank.
  struct Line: Sendable {
    /// Its 1-based number in the body.
    var number: Int
    /// The event, or what is wrong with the line.
    var event: Result<EventDraft, Refusal>
  }

  var lines: [Line]
  /// True if none come after these.
  var isLast: Bool
}

/// Decodes the lines of a body that comes in pieces.
///
/// `@unchecked Sendable`: its state is touched only inside ``decode(_:isLast:)``, and ``EventIntake`` submits
/// the next call only after the one before has returned to the event loop, whose hop orders the two.
final class LineDecoding: @unchecked Sendable {
  private let limits: EventLimits
  private var splitter: LineSplitter

  /// - Parameters:
  ///   - byteLimit: How long a line may be.
  ///   - limits: What an event may hold.
  init(byteLimit: Int, limits: EventLimits) {
    self.limits = limits
    splitter = LineSplitter(byteLimit: byteLimit)
  }

  /// Decodes the lines that these bytes complete.
  func decode(_ bytes: [UInt8], isLast: Bool) -> DecodedLines {
    let complete = splitter.take(bytes) + (isLast ? splitter.finish() : [])
    var lines: [DecodedLines.Line] = []
    lines.reserveCapacity(complete.count)
    for line in complete {
      switch line {
      case .tooLong(let number):
        let refusal = Refusal(.eventTooLarge, "the line is longer than any request could be")
        lines.append(DecodedLines.Line(number: number, event: .failure(refusal)))
      case .bytes(let bytes, let number):
        let event = Result { () throws(Refusal) in
          try RequestBodyDecoder.decodeLine(bytes, limits: limits)
        }
        lines.append(DecodedLines.Line(number: number, event: event))
      }
    }
    return DecodedLines(lines: lines, isLast: isLast)
  }
}
