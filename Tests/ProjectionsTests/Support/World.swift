import ChanceryModel

/// The few holders, topics, people, sources and meetings on which random histories happen.
enum World {
  static let holders: [Text] = ["FRA", "GBR", "ITA"]
  static let topics: [Text] = ["t-a", "t-b"]
  /// The floor of open dates.
  static let floors: [Text: CivilDate] = ["t-b": .on("2025-01-03")]
  static let meetings: [Text] = ["m-a", "m-b", "m-c"]
  /// The last day each source can have been published, until that is corrected.
  static let published: [(source: Text, latest: CivilDate?)] = [
    ("s-0", nil), ("s-1", .on("2025-01-04")), ("s-2", .on("2025-01-08")),
    ("s-3", .on("2025-01-12")), ("s-4", .on("2025-01-30")),
  ]
  /// How the sources are graded.
  static let reliability: [Text: Text] = ["s-1": "B", "s-3": "F", "s-4": "A"]
  /// The day on which each holder's minister became its head.
  static let promotion = CivilDate.on("2025-01-06")

  /// What every history begins with.
  static let furniture: [JSONValue] =
    topics.map { event("topic.defined", topic($0, floor: floors[$0])) }
    + holders.flatMap { holder -> [JSONValue] in
      [
        event(
          "actor.defined",
          [
            "actor": .string(office(holder)), "name": "Office",
            "kind": "office", "of": .string(holder),
          ]
        ),
        event("person.defined", person(holder, named: leader(holder))),
      ]
    }
    + published.map { event("source.filed", source($0.source, published: $0.latest)) }
    + meetings.map {
      event(
        "meeting.scheduled",
        ["meeting": .string($0), "date": "2025-01-07", "said": "2025-01-02"]
      )
    }

  // MARK: Data

  static func topic(_ slug: Text, floor: CivilDate?) -> JSONValue {
    var data = JSONObject()
    data["topic"] = .string(slug)
    data["title"] = "T"
    data["proposition"] = "P"
    data["from"] = floor.map { .string(Text($0.description)) }
    return .object(data)
  }

  static func person(_ holder: Text, named name: Text) -> JSONValue {
    [
      "person": .string(person(holder)), "name": .string(name),
      "offices": [
        ["actor": .string(holder), "rank": "minister", "to": "2025-01-05"],
        ["actor": .string(holder), "rank": "head", "from": "2025-01-06"],
      ],
    ]
  }

  static func source(_ slug: Text, published: CivilDate?) -> JSONValue {
    var data = JSONObject()
    data["source"] = .string(slug)
    data["published"] = published.map { day in
      slug == "s-2"
        ? .string(Text("[\(day.adding(days: -3))..\(day)]")) : .string(Text(day.description))
    }
    data["reliability"] = reliability[slug].map { .string($0) }
    return .object(data)
  }

  static func person(_ holder: Text) -> Text { Text("leader-\(holder)".lowercased()) }
  static func leader(_ holder: Text) -> Text { Text("The leader of \(holder)") }
  static func office(_ holder: Text) -> Text { Text("office-\(holder)".lowercased()) }

  static func event(_ type: Text, _ data: JSONValue) -> JSONValue {
    ["type": .string(type), "data": data]
  }
}
