import ChanceryModel

/// The few holders, topics, people, sources and meetings on which random histories happen.
enum World {
  static let holders: [Text] = ["FRA", "GBR", "ITA"]
  static let topics: [Text] = ["t-a", "t-b"]
  /// The floor of open dates.
  static let floors: [Text: CivilDate] = ["t-b": .on("2025-01-03")]
  static let meetings: [Text] = ["m-a", "m-b"]
  /// The last day each source can have been published.
  static let published: [(source: Text, latest: CivilDate?)] = [
    ("s-0", nil), ("s-1", .on("2025-01-04")), ("s-2", .on("2025-01-08")),
    ("s-3", .on("2025-01-12")), ("s-4", .on("2025-01-30")),
  ]
  /// The day on which each holder's minister became its head.
  static let promotion = CivilDate.on("2025-01-06")

  /// What every history begins with.
  static let furniture: [JSONValue] =
    topics.map { topic in
      var data = JSONObject()
      data["topic"] = .string(topic)
      data["title"] = "T"
      data["proposition"] = "P"
      data["from"] = floors[topic].map { .string(Text($0.description)) }
      return event("topic.defined", .object(data))
    }
    + holders.flatMap { holder -> [JSONValue] in
      [
        event(
          "actor.defined",
          [
            "actor": .string(Text("office-\(holder)".lowercased())), "name": "Office",
            "kind": "office", "of": .string(holder),
          ]
        ),
        event(
          "person.defined",
          [
            "person": .string(person(holder)), "name": .string(leader(holder)),
            "offices": [
              ["actor": .string(holder), "rank": "minister", "to": "2025-01-05"],
              ["actor": .string(holder), "rank": "head", "from": "2025-01-06"],
            ],
          ]
        ),
      ]
    }
    + [
      event("source.filed", ["source": "s-0"]),
      event("source.filed", ["source": "s-1", "published": "2025-01-04", "reliability": "B"]),
      event("source.filed", ["source": "s-2", "published": "[2025-01-05..2025-01-08]"]),
      event("source.filed", ["source": "s-3", "published": "2025-01-12", "reliability": "F"]),
      event("source.filed", ["source": "s-4", "published": "2025-01-30", "reliability": "A"]),
    ]
    + meetings.map {
      event(
        "meeting.scheduled",
        ["meeting": .string($0), "date": "2025-01-07", "said": "2025-01-02"]
      )
    }

  static func person(_ holder: Text) -> Text { Text("leader-\(holder)".lowercased()) }
  static func leader(_ holder: Text) -> Text { Text("The leader of \(holder)") }
  static func office(_ holder: Text) -> Text { Text("office-\(holder)".lowercased()) }

  static func event(_ type: Text, _ data: JSONValue) -> JSONValue {
    ["type": .string(type), "data": data]
  }
}
