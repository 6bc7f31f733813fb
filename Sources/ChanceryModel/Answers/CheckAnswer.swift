/// What a check without append found.
package struct CheckAnswer: Sendable, Equatable {
  /// How many faults an answer lists.
  package static let errorCount = 1000

  /// One fault of the input.
  package struct Fault: Sendable, Equatable {
    /// 1-based line of the input.
    package var line: Int
    package var code: RefusalCode
    package var pointer: String
    package var detail: String
    package var hint: String?
    /// 1-based byte column, where the fault has one.
    package var column: Int?

    package init(
      line: Int,
      code: RefusalCode,
      pointer: String,
      detail: String,
      hint: String? = nil,
      column: Int? = nil
    ) {
      self.line = line
      self.code = code
      self.pointer = pointer
      self.detail = detail
      self.hint = hint
      self.column = column
    }
  }

  /// How many events were looked at.
  package var checked: Int
  /// How many of them would be refused.
  package var refused: Int
  /// The first ``errorCount`` faults, in the order of the input.
  package var errors: [Fault]

  package init(checked: Int = 0, refused: Int = 0, errors: [Fault] = []) {
    self.checked = checked
    self.refused = refused
    self.errors = errors
  }

  /// Notes that the event on a line passed.
  package mutating func pass() {
    checked += 1
  }

  /// Notes that the event on a line would be refused.
  package mutating func refuse(_ refusal: Refusal, line: Int) {
    checked += 1
    refused += 1
    for item in refusal.onLine(line).items where errors.count < CheckAnswer.errorCount {
      let cause = refusal.cause(of: item)
      errors.append(
        Fault(
          line: item.line ?? line,
          code: cause.code,
          pointer: item.pointer,
          detail: item.detail,
          hint: cause.hint,
          column: item.column
        )
      )
    }
  }
}
