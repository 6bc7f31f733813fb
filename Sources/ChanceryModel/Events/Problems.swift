/// What is wrong with one event, collected while it is read.
///
/// Nothing is allocated while all is well. Places are relative to what is being read and are moved
/// below the parent's name as the reading unwinds, so that a sound event builds no pointer at all.
struct Problems {
  /// One fault.
  struct Problem {
    var code: RefusalCode
    var pointer: String
    var detail: String
    var hint: String?
  }

  /// How many are kept; the rest would only repeat.
  static let countMax = 100

  private(set) var list: [Problem] = []

  var isEmpty: Bool { list.isEmpty }

  mutating func add(
    _ code: RefusalCode,
    at pointer: String,
    _ detail: String,
    hint: String? = nil
  ) {
    guard list.count < Problems.countMax else { return }
    list.append(Problem(code: code, pointer: pointer, detail: detail, hint: hint))
  }

  /// Notes a refusal that some other reader threw, at the place where its input stands.
  mutating func add(_ refusal: Refusal, at pointer: String) {
    add(refusal.code, at: pointer, refusal.detail, hint: refusal.hint)
  }

  /// Takes over what was found in a part.
  mutating func absorb(_ part: Problems, below prefix: @autoclosure () -> String) {
    guard !part.isEmpty else { return }
    let prefix = prefix()
    for problem in part.list {
      add(problem.code, at: prefix + problem.pointer, problem.detail, hint: problem.hint)
    }
  }

  /// The refusal that tells of all of them, the first one first; nil if there are none.
  var refusal: Refusal? {
    guard let first = list.first else { return nil }
    return Refusal(
      first.code,
      first.detail,
      hint: first.hint,
      items: list.map {
        Refusal.Item(
          pointer: $0.pointer,
          detail: $0.detail,
          own: Refusal.Cause(code: $0.code, hint: $0.hint)
        )
      }
    )
  }
}
