import ChanceryModel

/// What an append gave.
struct Appended {
  /// The events as they were sent.
  let events: [JSONValue]
  /// The answer's bytes.
  let body: [UInt8]
  /// The answer.
  let answer: JSONValue
  let isDryRun: Bool
}
