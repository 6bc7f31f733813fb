import ChanceryClient
import ChanceryModel
import ChanceryRender

/// Finds who has said nothing on a topic.
struct SilenceReader {
  let record: RecordReader
  let topic: String
  /// Silent is also whose last word is older; nil: only who never spoke.
  let since: CivilDate?

  /// Whom to look at: the members of groups, actors as they are; without any, every state and organisation
  /// that is on record.
  func among(_ names: [String]) throws(Fault) -> [String] {
    var codes: [String] = []
    func add(_ code: String) { if !codes.contains(code) { codes.append(code) } }
    if names.isEmpty {
      for actor in try record.items(["v1", "actors"], hasClocks: false) {
        let kind = actor["kind"]?.stringValue
        if kind == "state" || kind == "organisation" { add(FieldText.of(actor["actor"])) }
      }
      return codes
    }
    for name in names {
      let code = try record.session.resolve(.actor, name)
      let members = try members(of: code)
      if members.isEmpty { add(code) }
      for member in members { add(member) }
    }
    return codes
  }

  /// Who belongs to a group on the day asked about, or took part in its meeting.
  private func members(of code: String) throws(Fault) -> [String] {
    let session = record.session
    let actor = try session.parse(try session.fetch(.get("v1", "actors", code)).body)
    if let meeting = actor["meeting"]?.stringValue {
      let answer = try record.answer("v1", "meetings", meeting)
      return (answer["attendance"]?.arrayValue ?? [])
        .filter { ["host", "participant"].contains(FieldText.of($0["role"])) }
        .map { FieldText.of($0["actor"]) }
    }
    return (actor["members"]?.arrayValue ?? []).filter { member in
      let (from, to) = (member["from"]?.stringValue, member["to"]?.stringValue)
      return from.map { $0 <= record.at } ?? true && to.map { record.at <= $0 } ?? true
    }.map { FieldText.of($0["actor"]) }
  }

  /// The stances of those who are silent: who spoke longest ago first, who never did last.
  func silent(among codes: [String]) throws(Fault) -> [JSONValue] {
    var spoken: [String: JSONValue] = [:]
    for stance in try record.board(topic) { spoken[FieldText.of(stance["holder"])] = stance }
    var silent: [JSONValue] = []
    for code in codes {
      if let stance = spoken[code], let last = stance["last_said_latest"]?.stringValue {
        guard let since, last < since.description else { continue }
        silent.append(stance)
      } else if let stance = spoken[code] {
        silent.append(stance)
      } else {
        silent.append(nothing(of: code))
      }
    }
    return silent.enumerated().sorted { left, right in
      let days = [left, right].map { $0.element["last_said_latest"]?.stringValue ?? "~" }
      return days[0] != days[1] ? days[0] < days[1] : left.offset < right.offset
    }.map(\.element)
  }

  /// A stance as the daemon answers it where nothing is on record.
  private func nothing(of code: String) -> JSONValue {
    [
      "holder": .string(Text(code)), "topic": .string(Text(topic)), "at": .string(Text(record.at)),
      "known": .integer(record.known),
      "public": record.publicBy.map { .string(Text($0)) } ?? .null, "head": .integer(record.head),
      "rules": .string(Fold.rule), "position": .null, "conditions": [], "contested": false,
      "contested_reason": .null, "contested_by": [], "since": .null, "since_exact": false,
      "since_latest": .null, "last_said": .null, "last_said_latest": .null, "seq": .null,
      "version": .null, "confirmed_by": [], "possible": [], "aside": [], "redactions": 0,
      "by": .null,
    ]
  }
}
