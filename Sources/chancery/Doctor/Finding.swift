import ChanceryModel
import ChanceryRender

/// What `doctor` found at one place.
struct Finding {
  /// How it is.
  enum State: String {
    case ok
    case warning
    case failed
    /// Not looked at, since an earlier check failed.
    case untried
  }

  let check: String
  let state: State
  let what: String
  /// How to mend it; nil where nothing is to be mended.
  let remedy: String?

  init(_ check: String, _ state: State, _ what: String, remedy: String? = nil) {
    self.check = check
    self.state = state
    self.what = what
    self.remedy = remedy
  }

  /// A line with a mark, and the remedy below.
  func text(_ style: RenderStyle) -> String {
    let mark =
      switch state {
      case .ok: style.paint(Drawing.passed, .plain)
      case .warning: style.paint("!", .warning)
      case .failed: style.paint(Drawing.failed, .warning)
      case .untried: style.paint(Drawing.dot, .plain)
      }
    let width = style.width.map { max(20, $0 - 5) }
    let found = TextWrap.lines(SafeText.line("\(check): \(what)"), width: width)
    let remedies = remedy.map { TextWrap.lines(SafeText.line($0), width: width) } ?? []
    let first = "\(mark) \(found[0])\n" + found.dropFirst().map { "  \($0)\n" }.joined()
    return first
      + remedies.enumerated()
      .map { "  \($0 == 0 ? Drawing.arrow : "  ") \($1)\n" }.joined()
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("check", check)
    json.member("state", state.rawValue)
    json.member("what", what)
    json.member("remedy", remedy)
    json.endObject()
  }
}
