/// The answer to a request that is the caller's fault, or that the journal's state does not allow.
///
/// A refusal says what is wrong, where, and how to mend it; nothing was written. It is the one error
/// type that becomes a 4xx (or a 503 the caller may retry). Failures of the machine are not refusals.
package struct Refusal: Error, Sendable, Equatable {
  /// One place in the input that is at fault.
  package struct Item: Sendable, Equatable {
    /// RFC 6901 pointer into the event or request, "" for the whole.
    package var pointer: String
    /// What is wrong at that place.
    package var detail: String
    /// 1-based line of the request's NDJSON, or of the file; nil where there are no lines.
    package var line: Int?
    /// 1-based byte column in that line, where the fault has one.
    package var column: Int?
    /// What is wrong at that place and how to mend it, where several places have faults of their own; nil: as
    /// the refusal says of all of them.
    package var own: Cause?

    package init(
      pointer: String,
      detail: String,
      line: Int? = nil,
      column: Int? = nil,
      own: Cause? = nil
    ) {
      self.pointer = pointer
      self.detail = detail
      self.line = line
      self.column = column
      self.own = own
    }
  }

  /// The code of a fault, and how to mend it, where there is a way.
  package struct Cause: Sendable, Equatable {
    package var code: RefusalCode
    package var hint: String?

    package init(code: RefusalCode, hint: String?) {
      self.code = code
      self.hint = hint
    }
  }

  /// The stable code, the same over the API and the command line.
  package var code: RefusalCode
  /// One sentence on what is wrong here.
  package var detail: String
  /// How to mend it, where there is a way.
  package var hint: String?
  /// The places at fault; the first is the one `detail` speaks of.
  package var items: [Item]

  package init(_ code: RefusalCode, _ detail: String, hint: String? = nil, items: [Item] = []) {
    self.code = code
    self.detail = detail
    self.hint = hint
    self.items = items
  }

  /// A refusal that points at one place of the input.
  package init(_ code: RefusalCode, at pointer: String, _ detail: String, hint: String? = nil) {
    self.init(code, detail, hint: hint, items: [Item(pointer: pointer, detail: detail)])
  }

  /// The code and the remedy of one of its places.
  package func cause(of item: Item) -> Cause { item.own ?? Cause(code: code, hint: hint) }

  /// The same refusal with every pointer moved below `prefix`, as when an event stands in an array.
  package func below(_ prefix: String) -> Refusal {
    var moved = self
    moved.items = items.map { item in
      var item = item
      item.pointer = prefix + item.pointer
      return item
    }
    return moved
  }

  /// The same refusal with `line` set on each place that has none.
  package func onLine(_ line: Int) -> Refusal {
    var placed = self
    if placed.items.isEmpty { placed.items = [Item(pointer: "", detail: detail)] }
    for index in placed.items.indices where placed.items[index].line == nil {
      placed.items[index].line = line
    }
    return placed
  }
}
