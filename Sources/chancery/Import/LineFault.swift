import ChanceryClient
import ChanceryModel
import ChanceryRender

/// One line of the input that is refused, and why.
struct LineFault {
  /// Which line: its number among those sent, then among those of the input.
  var ordinal: Int
  let code: String
  let pointer: String
  let detail: String
  let hint: String?
  /// 1-based byte column in the line as it was sent.
  let column: Int?

  /// The faults that the answer to a check, or to an append in bulk, lists.
  static func all(in answer: JSONValue) -> [LineFault] {
    (answer["errors"]?.arrayValue ?? []).map {
      LineFault(Problem.Item($0), code: $0["code"]?.stringValue ?? "", hint: nil)
    }
  }

  /// Turns the lines of a request into lines of the input: those in `gaps`, ascending, were not sent.
  static func place(_ faults: inout [LineFault], behind gaps: [Int]) {
    for index in faults.indices {
      for gap in gaps where gap <= faults[index].ordinal { faults[index].ordinal += 1 }
    }
  }

  /// A fault of an answer's or a refusal's `errors`.
  init(_ item: Problem.Item, code: String, hint: String?) {
    ordinal = item.line ?? 0
    self.code = code
    pointer = item.pointer
    detail = item.detail
    self.hint = item.hint ?? hint
    column = item.column
  }

  /// A fault that was found before anything was sent.
  init(
    ordinal: Int,
    pointer: String,
    detail: String,
    hint: String?,
    code: RefusalCode
  ) {
    self.ordinal = ordinal
    self.code = code.rawValue
    self.pointer = pointer
    self.detail = detail
    self.hint = hint
    column = nil
  }

  /// `FILE:LINE:COL: detail`, the line with a caret below, and the remedy.
  func text(_ line: ImportLine, fileName: String) -> String {
    let (number, content, range) =
      line.row?.place(of: pointer, isName: isOfName)
      ?? (line.number, line.content, range(in: line))
    var text = SafeText.line("\(fileName):\(number):\(range.lowerBound + 1): ")
    text += "\(Fault.line(detail)) (\(SafeText.line(code)))\n"
    text += Excerpt.text(line: content, number: number, range: range) + "\n"
    if let hint { text += "  \(Drawing.arrow) \(Fault.line(hint))\n" }
    return text
  }

  /// True if what is wrong is the name of a field, and not what stands in it.
  private var isOfName: Bool { code == RefusalCode.unknownField.rawValue }

  private func range(in line: ImportLine) -> Range<Int> {
    if let column {
      var identity = LineIdentity()
      let start = identity.prepare(line.content).column(inFile: column) - 1
      let clamped = min(max(0, start), line.content.count)
      return clamped..<(clamped + 1)
    }
    let name = isOfName ? JSONPointer.nameRange(of: pointer, in: line.content) : nil
    return name ?? JSONPointer.byteRange(of: pointer, in: line.content) ?? 0..<line.content.count
  }
}
