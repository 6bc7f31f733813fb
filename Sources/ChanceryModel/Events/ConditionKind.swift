/// How a condition bears on the position.
///
/// Raw values are stored: for ever.
package enum ConditionKind: UInt8, Sendable, CaseIterable {
  case precondition = 1
  case exception = 2
  case timing = 3
  case definition = 4
  case request = 5

  package var word: Text {
    switch self {
    case .precondition: "precondition"
    case .exception: "exception"
    case .timing: "timing"
    case .definition: "definition"
    case .request: "request"
    }
  }

  package init?(word: Text) {
    guard let found = ConditionKind.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}
