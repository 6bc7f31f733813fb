/// Votes of the shape of the UN General Assembly's: 198 states, six issues, a roll call of 140
/// states after another.
///
/// The lines are those that scripts/unvotes-to-ndjson writes. A state keeps to a position on a set
/// of issues in four cases of five, so that runs begin and end about as often as in the real data.
struct SyntheticVotes {
  static let statesPerRollCall = 140
  /// 1946-01-01 and 2019-12-27.
  static let days = -8766...18257
  static let topics = ["co", "di", "ec", "hr", "me", "nu", "unclassified"]

  /// Which topics a roll call has, each as often as in the real data, in hundredths.
  private static let topicSets: [(share: Int, topics: [String])] = [
    (31, ["unclassified"]), (9, ["me"]), (9, ["hr"]), (9, ["di", "nu"]), (8, ["ec"]), (8, ["di"]),
    (6, ["co"]), (5, ["nu"]), (3, ["co", "hr", "me"]), (3, ["hr", "me"]), (2, ["co", "hr"]),
    (2, ["co", "me"]), (2, ["di", "ec"]), (1, ["ec", "hr"]), (1, ["co", "ec"]),
    (1, ["di", "me", "nu"]),
  ]
  private static let positions = ["support", "neutral", "oppose"]

  /// Where roll calls are numbered from: files of different firsts have no id in common.
  var firstRollCall = 3
  var seed: UInt64 = 1

  /// The definitions that the votes need.
  static var vocabulary: [String] {
    topics.map { topic in
      """
      {"type":"topic.defined","source":"unvotes","id":"topic/\(topic)","data":{"kind":"policy",\
      "proposition":"The UN General Assembly should adopt a motion filed under \(topic).",\
      "title":"Issue \(topic)","topic":"\(topic)"}}\n
      """
    }
  }

  /// Calls `body` with each of `count` lines.
  func forEach(_ count: Int, _ body: (String) throws -> Void) rethrows {
    var random = Randomness(seed: seed)
    let rollCalls = (count + Self.statesPerRollCall - 1) / Self.statesPerRollCall
    var left = count
    for index in 0..<rollCalls {
      let day = Self.days.lowerBound + index * (Self.days.count - 1) / max(1, rollCalls)
      let topics = Self.drawTopics(&random)
      let first = random.below(States.codes.count)
      for place in 0..<min(left, Self.statesPerRollCall) {
        let state = (first + place) % States.codes.count
        let position = Self.position(of: state, on: topics[0], &random)
        try body(
          line(rollCall: firstRollCall + index, day: day, state: state, position, topics)
        )
      }
      left -= Self.statesPerRollCall
    }
  }

  private static func drawTopics(_ random: inout Randomness) -> [String] {
    var place = random.below(100)
    for (share, topics) in topicSets {
      if place < share { return topics }
      place -= share
    }
    return ["unclassified"]
  }

  private static func position(
    of state: Int,
    on topic: String,
    _ random: inout Randomness
  ) -> String {
    let roll = random.below(100)
    if roll < 80 { return positions[(state &* 7 &+ topic.utf8.count) % 8 == 0 ? 2 : 0] }
    return roll < 93 ? positions[1] : positions[roll % 2 == 0 ? 2 : 0]
  }

  private func line(
    rollCall: Int,
    day: Int,
    state: Int,
    _ position: String,
    _ topics: [String]
  ) -> String {
    let holder = States.codes[state]
    let stances = topics.map {
      "{\"holder\":\"\(holder)\",\"position\":\"\(position)\",\"topic\":\"\($0)\"}"
    }.joined(separator: ",")
    return """
      {"type":"statement.made","source":"unvotes","id":"\(CivilDay.padded(rollCall, 5))-\(holder)",\
      "data":{"kind":"vote","occasion":"UN General Assembly roll call \(rollCall)",\
      "said":"\(CivilDay.text(day))","stances":[\(stances)]}}\n
      """
  }
}
