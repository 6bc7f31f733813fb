internal import ChanceryModel

/// `GET /v1/changes`: stances that differ between two clocks, before and after.
package enum ChangesView {
  package static let view: ListView = {
    var view = ListView(noun: "difference", columns: people + data)
    view.header = { [clocks($0)] }
    view.footer = { [Counts.of($0.count, "stance differs", "stances differ")] }
    view.isAside = { $0["kind"] == "quiet" }
    view.asides = quiet
    return view
  }()

  /// How many holders are named of those that have gone quiet on a topic.
  private static let quietNamesMax = 20

  /// A line a topic: who has gone quiet on it, the day of the last word, and the event behind the stance.
  private static func quiet(_ tally: ListView.Tally, _ names: ActorNames) -> [String] {
    guard !tally.aside.isEmpty else { return [] }
    let day = FieldText.orDash(tally.page["from"]?["at"])
    let count = Counts.of(tally.aside.count, "stance")
    let scope = tally.isCut ? ", as far as the list goes" : ""
    var lines = ["gone quiet, nothing said after \(day): \(count)\(scope)"]
    var topics: [(name: String, holders: [String])] = []
    for item in tally.aside {
      let topic = FieldText.of(item["topic"])
      if topics.last?.name != topic { topics.append((topic, [])) }
      let holder = names[FieldText.of(item["holder"])]
      let (said, latest) = (
        item["after"]?["last_said"]?.stringValue, item["after"]?["last_said_latest"]?.stringValue
      )
      let isExact = said.map { $0.hasPrefix(latest ?? "[") } ?? false
      let last = DateText.since(said, isExact: isExact, latest: latest)
      topics[topics.count - 1].holders
        .append("\(holder) (\(last), event \(FieldText.orDash(item["after"]?["seq"])))")
    }
    for topic in topics {
      let told = topic.holders.prefix(quietNamesMax).joined(separator: ", ")
      let more = topic.holders.count - quietNamesMax
      let rest = more > 0 ? ", and \(more) more: -o csv lists all" : ""
      lines.append(SafeText.line("\(topic.name): \(told)\(rest)"))
    }
    return lines
  }

  private static let people = [
    StanceColumns.topic, StanceColumns.holder, StanceColumns.code,
    Column("kind", title: "KIND"),
    Column(
      "before_position",
      title: "BEFORE",
      value: { StanceMark.word($0["before"]?["position"]) }
    ) {
      item,
      _ in StanceMark.cell(item["before"] ?? .null)
    },
    Column("after_position", title: "AFTER", value: { StanceMark.word($0["after"]?["position"]) }) {
      item,
      _ in StanceMark.cell(item["after"] ?? .null)
    },
    Column("since", title: "SINCE", .people) { item, _ in
      Cell(arrow(since(item["before"]), since(item["after"])))
    },
    Column("events", title: "EVENT", .people) { item, _ in
      Cell(arrow(event(item["before"]), event(item["after"])))
    },
    Column("by", title: "BY", .people, wraps: true) { item, _ in
      let by = FieldText.of(item["after"]?["by"])
      return Cell(by.isEmpty ? FieldText.orDash(item["before"]?["by"]) : by)
    },
    Column("in_short", title: "CONDITIONS", .people, wraps: true) { item, _ in
      Cell(conditions(item))
    },
  ]

  private static let data: [Column] = ["since", "seq", "version", "contested", "conditions"]
    .flatMap { name in
      ["before", "after"].map { side in
        Column("\(side)_\(name)", .data, value: { value(of: name, $0[Text(side)]) }) { item, _ in
          Cell(value(of: name, item[Text(side)]))
        }
      }
    }

  private static func value(of name: String, _ stance: JSONValue?) -> String {
    let value = stance?[Text(name)]
    return name == "conditions" ? FieldText.conditions(value) : FieldText.of(value)
  }

  /// `2025-03-11 → 2025-03-27 · known at event 18 → 208 · head 208`: a clock that is the same on both
  /// sides is said once.
  private static func clocks(_ answer: JSONValue) -> String {
    let (from, to) = (answer["from"], answer["to"])
    var parts = [
      "as of " + arrow(FieldText.orDash(from?["at"]), FieldText.orDash(to?["at"]))
    ]
    let known = (FieldText.orDash(from?["known"]), FieldText.orDash(to?["known"]))
    let head = FieldText.orDash(answer["head"])
    if known != (head, head) { parts.append("known at event " + arrow(known.0, known.1)) }
    let published = [from, to].map { FieldText.of($0?["public"]) }
    if published != ["", ""] {
      let words = published.map { $0.isEmpty ? "all on record" : $0 }
      parts.append("public by " + arrow(words[0], words[1]))
    }
    parts.append("head \(head)")
    return SafeText.line(parts.joined(separator: " \(Drawing.dot) "))
  }

  private static func arrow(_ before: String, _ after: String) -> String {
    before == after ? after : "\(before) \(Drawing.arrow) \(after)"
  }

  private static func since(_ stance: JSONValue?) -> String {
    DateText.since(
      stance?["since"]?.stringValue,
      isExact: stance?["since_exact"]?.boolValue == true,
      latest: stance?["since_latest"]?.stringValue
    )
  }

  private static func event(_ stance: JSONValue?) -> String {
    let seq = FieldText.orDash(stance?["seq"])
    let version = FieldText.of(stance?["version"])
    return version.isEmpty || version == seq ? seq : "\(seq) (as of \(version))"
  }

  /// `+ exception: under a UN flag; − timing: after a ceasefire`; those that stay stand without a sign.
  private static func conditions(_ item: JSONValue) -> String {
    func texts(_ side: Text) -> [String] {
      (item[side]?["conditions"]?.arrayValue ?? [])
        .map { "\(FieldText.of($0["kind"])): \(FieldText.of($0["text"]))" }
    }
    let (before, after) = (texts("before"), texts("after"))
    let kept = after.map { before.contains($0) ? $0 : "+ \($0)" }
    let lost = before.filter { !after.contains($0) }.map { "\(Drawing.minus) \($0)" }
    let all = kept + lost
    return all.isEmpty ? Drawing.dash : all.joined(separator: "; ")
  }
}
