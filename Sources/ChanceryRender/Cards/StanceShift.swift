package import ChanceryModel

/// What an append did to a stance, in one line.
package struct StanceShift: Sendable {
  package let holder: String
  package let topic: String
  /// The day both stances are of.
  package let day: String
  /// The stance before; nil or `.null` for none.
  package let before: JSONValue
  package let after: JSONValue

  package init(holder: String, topic: String, day: String, before: JSONValue, after: JSONValue) {
    self.holder = holder
    self.topic = topic
    self.day = day
    self.before = before
    self.after = after
  }

  /// True if position, start, conditions and doubt are the same.
  package var isNone: Bool {
    let keys: [Text] = ["position", "since", "conditions", "contested", "seq"]
    return keys.allSatisfy { (before[$0] ?? .null) == (after[$0] ?? .null) }
  }

  /// `France · own-troops · ◐ conditional → ● support  since 2025-03-14`.
  package func text(names: ActorNames, style: RenderStyle) -> String {
    let old = before["position"]?.stringValue
    let new = after["position"]?.stringValue
    let head = SafeText.line("\(names[holder]) \(Drawing.dot) \(topic) \(Drawing.dot) ")
    let mark = StanceMark.text(new)
    let contested = after["contested"]?.boolValue == true ? " contested" : ""
    if isNone { return head + style.paint("\(mark), unchanged", .faint) + "  at \(day)" }
    let arrow =
      old == new ? "" : "\(old.map { StanceMark.text($0) } ?? StanceMark.silence) \(Drawing.arrow) "
    let since = DateText.since(
      after["since"]?.stringValue,
      isExact: after["since_exact"]?.boolValue == true,
      latest: after["since_latest"]?.stringValue
    )
    let from = new == nil ? "" : "  since \(since)"
    let conditions = FieldText.conditions(after["conditions"])
    return head + arrow + style.paint(mark + contested, StanceMark.colour(new))
      + SafeText.line(from)
      + (conditions.isEmpty ? "" : "  (\(SafeText.line(conditions)))") + "  at \(day)"
  }
}
