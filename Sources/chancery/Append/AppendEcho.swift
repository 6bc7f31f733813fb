import ChanceryModel
import ChanceryRender

/// Tells a person what an append did: the event numbers, the dates as resolved, the stances changed.
struct AppendEcho {
  let appended: Appended
  let changes: [StanceShift]

  /// The lines.
  func text(names: ActorNames, style: RenderStyle) -> String {
    let results = appended.answer["results"]?.arrayValue ?? []
    var lines = zip(appended.events, results).map { line($0, $1) }
    let declared = (appended.answer["declared"]?.arrayValue ?? []).map { FieldText.of($0) }
    if !declared.isEmpty {
      lines.append("declared on the way: event \(declared.joined(separator: ", "))")
    }
    if appended.isDryRun && changes.isEmpty { lines.append("no stance would change") }
    lines += changes.map { $0.text(names: names, style: style) }
    return lines.map { $0 + "\n" }.joined()
  }

  private func line(_ event: JSONValue, _ result: JSONValue) -> String {
    let seq = FieldText.of(result["seq"])
    if result["duplicate"]?.boolValue == true { return "already event \(seq), nothing appended" }
    let head = appended.isDryRun ? "would append" : "event \(seq)"
    let parts = [head, FieldText.of(event["type"]), EventSummary.text(event)]
    return SafeText.line(parts.joined(separator: "  ") + derived(result["derived"] ?? .null))
  }

  private func derived(_ derived: JSONValue) -> String {
    var parts: [String] = []
    if let latest = derived["latest"]?.stringValue {
      parts.append("said " + DateText.bounds(derived["earliest"]?.stringValue, latest))
    }
    let standings = (derived["stances"]?.arrayValue ?? []).map { FieldText.of($0["standing"]) }
    if let standing = standings.first {
      parts.append(
        standings.allSatisfy { $0 == standing } ? standing : standings.joined(separator: ", ")
      )
    }
    let rank = FieldText.of(derived["rank"])
    if !rank.isEmpty && rank != "none" { parts.append("rank \(rank)") }
    return parts.isEmpty ? "" : "  (\(parts.joined(separator: ", ")))"
  }
}
