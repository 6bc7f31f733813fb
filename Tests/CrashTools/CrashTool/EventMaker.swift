/// Valid events of many sizes, with ids of their own.
struct EventMaker {
  private static let holders = [
    "ITA", "FRA", "DEU", "GBR", "POL", "TUR", "UKR", "RUS", "USA", "CHN", "ESP", "CAN",
  ]
  private static let positions = ["support", "oppose", "neutral", "undecided", "conditional"]
  private static let topicCount = 6

  private let prefix: String
  private var number = 0
  private var dice: Dice

  init(prefix: String, seed: UInt64) {
    self.prefix = prefix
    dice = Dice(seed: seed)
  }

  /// What the statements speak of: appended first, by one client.
  static var vocabulary: (body: [UInt8], ids: [String]) {
    let ids = (0..<topicCount).map { "topic-\($0)" }
    let events = ids.enumerated().map { index, id in
      #"{"type":"topic.defined","source":"crash","id":"\#(id)","data":{"#
        + #""topic":"t-\#(index)","title":"T \#(index)","proposition":"T \#(index) is right"}}"#
    }
    return (Array("[\(events.joined(separator: ","))]".utf8), ids)
  }

  /// A request of so many events, as JSON array.
  mutating func request(of count: Int) -> (body: [UInt8], ids: [String]) {
    var ids: [String] = []
    var events: [String] = []
    for _ in 0..<count {
      number += 1
      let id = "\(prefix)-\(number)"
      ids.append(id)
      events.append(count < 50 && dice.hits(oneIn: 25) ? source(id) : statement(id))
    }
    return (Array("[\(events.joined(separator: ","))]".utf8), ids)
  }

  /// How many events the next request has: mostly one, at times hundreds.
  mutating func size(largest: Int) -> Int {
    switch Int.random(in: 0..<40, using: &dice) {
    case 0: Int.random(in: 1...largest, using: &dice)
    case 1...6: Int.random(in: 2...20, using: &dice)
    default: 1
    }
  }

  private mutating func statement(_ id: String) -> String {
    let holder = Self.holders.randomElement(using: &dice) ?? "ITA"
    let position = Self.positions.randomElement(using: &dice) ?? "oppose"
    let topic = Int.random(in: 0..<Self.topicCount, using: &dice)
    let month = Int.random(in: 10...12, using: &dice)
    let said =
      dice.hits(oneIn: 5)
      ? "2024-\(month)" : "2024-\(month)-\(Int.random(in: 10...28, using: &dice))"
    let note =
      dice.hits(oneIn: 8)
      ? #","note":"\#(String(repeating: "n", count: Int.random(in: 1...6000, using: &dice)))""# : ""
    return #"{"type":"statement.made","source":"crash","id":"\#(id)","data":{"said":"\#(said)","#
      + #""holder":"\#(holder)","topic":"t-\#(topic)","position":"\#(position)"\#(note)}}"#
  }

  /// A source with a text that needs pages of its own.
  private mutating func source(_ id: String) -> String {
    let text = String(repeating: "w ", count: Int.random(in: 1...20_000, using: &dice)) + id
    return #"{"type":"source.filed","source":"crash","id":"\#(id)","data":{"#
      + #""source":"s-\#(id)","title":"S","text":"\#(text)"}}"#
  }
}
