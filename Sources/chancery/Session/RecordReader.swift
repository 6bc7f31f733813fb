import ChanceryClient
import ChanceryModel
import ChanceryRender

/// Reads what pictures and timelines are made of: all of it at one head, however long it takes.
final class RecordReader {
  /// The history of one holder on one topic.
  struct Pair {
    let holder: String
    let topic: String
    let items: [JSONValue]
  }

  let session: Session
  /// The day asked about.
  let at: String
  let publicBy: String?
  /// The seq up to which is known, and the head when the reading began.
  let known: Int
  let head: Int

  private var sourceDays: [String: CivilDate?] = [:]
  private var personNames: [String: Text?] = [:]

  /// Settles the clocks.
  ///
  /// - Parameters:
  ///   - session: Whom to ask.
  ///   - at: The day asked about.
  ///   - known: What was typed for `--known`, read already.
  ///   - publicBy: The day by which what counts was published; nil for no such limit.
  /// - Throws: What the daemon refuses.
  init(_ session: Session, at: String, known: String?, publicBy: String?) throws(Fault) {
    let query = [("at", at), ("known", known), ("public", publicBy), ("limit", "1")]
    let answer = try session.parse(
      try session.fetch(.get("v1", "meetings", query: query.map { (name: $0.0, value: $0.1) })).body
    )
    self.session = session
    self.at = at
    self.publicBy = publicBy
    self.known = answer["known"]?.intValue ?? 0
    self.head = answer["head"]?.intValue ?? 0
    try session.learnNames()
  }

  private var clocks: [(name: String, value: String?)] {
    [("at", at), ("known", String(known)), ("public", publicBy)]
  }

  // MARK: Lists

  /// All items of a list.
  func items(
    _ segments: [String],
    _ query: [(name: String, value: String?)] = [],
    hasClocks: Bool = true
  ) throws(Fault) -> [JSONValue] {
    try session.items(segments, query + (hasClocks ? clocks : []))
  }

  /// The board of a topic.
  func board(_ topic: String) throws(Fault) -> [JSONValue] {
    try items(["v1", "stances"], [("topic", topic)])
  }

  /// The slugs of all topics.
  func topics() throws(Fault) -> [String] {
    try items(["v1", "topics"], hasClocks: false).compactMap { $0["topic"]?.stringValue }
  }

  /// One answer that is no list.
  func answer(_ segments: String..., hasClocks: Bool = true) throws(Fault) -> JSONValue {
    let query = hasClocks ? clocks : []
    return try session.parse(try session.fetch(HTTPRequest("GET", segments, query: query)).body)
  }

  /// One event with what was derived from it.
  func event(_ seq: Int) throws(Fault) -> JSONValue {
    try session.parse(
      try session.fetch(.get("v1", "events", String(seq), query: [("derived", "true")])).body
    )
  }

  // MARK: Histories

  /// The histories of some holders on some topics; of all that are on record where none is named.
  func pairs(topics: [String], holders: [String]) throws(Fault) -> [Pair] {
    var pairs: [Pair] = []
    if holders.isEmpty {
      for topic in topics.isEmpty ? try self.topics() : topics {
        for stance in try board(topic) {
          let holder = FieldText.of(stance["holder"])
          pairs.append(try pair(holder, topic))
        }
      }
      return pairs
    }
    for holder in holders {
      for topic in topics { pairs.append(try pair(holder, topic)) }
      if topics.isEmpty { pairs += try all(of: holder) }
    }
    return pairs
  }

  /// A ribbon of each history, over the same days.
  func ribbons(of pairs: [Pair], over days: ClosedRange<CivilDate>) throws(Fault) -> [Ribbon] {
    var ribbons: [Ribbon] = []
    for pair in pairs {
      ribbons.append(
        try reading { () throws(Refusal) in
          try Ribbon(
            holder: Text(pair.holder),
            topic: Text(pair.topic),
            days: days,
            items: pair.items
          )
        }
      )
    }
    return ribbons
  }

  private func pair(_ holder: String, _ topic: String) throws(Fault) -> Pair {
    Pair(
      holder: holder,
      topic: topic,
      items: try items(["v1", "stances", holder, topic, "history"])
    )
  }

  private func all(of holder: String) throws(Fault) -> [Pair] {
    let items = try items(["v1", "stances", holder, "history"])
    let topics = Set(items.compactMap { $0["topic"]?.textValue }).sorted()
    return topics.map { topic in
      Pair(
        holder: holder,
        topic: topic.string,
        items: items.filter { $0["topic"]?.textValue == topic }
      )
    }
  }

  // MARK: The log

  /// The events up to the head that is known, of those about these topics and holders.
  func events(topics: [String], holders: [String]) throws(Fault) -> [JSONValue] {
    var events: [Int: JSONValue] = [:]
    for topic in topics.isEmpty ? [nil] : topics.map(Optional.some) {
      for holder in holders.isEmpty ? [nil] : holders.map(Optional.some) {
        var after: String?
        repeat {
          let query = [("topic", topic), ("holder", holder), ("limit", "1000"), ("after", after)]
          let page = try session.parse(
            try session.fetch(
              .get("v1", "events", query: query.map { (name: $0.0, value: $0.1) })
            ).body
          )
          for event in page["items"]?.arrayValue ?? [] {
            guard let seq = event["seq"]?.intValue, seq <= known else { continue }
            events[seq] = event
          }
          let next = page["next"]?.intValue
          after = next.flatMap { $0 < known ? String($0) : nil }
        } while after != nil
      }
    }
    return events.keys.sorted().compactMap { events[$0] }
  }

  /// The last day on which a source may have been published; nil if it does not say.
  func publicDay(ofSource slug: String) throws(Fault) -> CivilDate? {
    if let day = sourceDays[slug] { return day }
    let answer = try session.parse(try session.fetch(.get("v1", "sources", slug)).body)
    var day: CivilDate?
    if let text = answer["published"]?.textValue {
      do {
        day = try EDTF.parse(text, allowing: .moment).latest
      } catch {
        throw Fault(malformed: error)
      }
    }
    sourceDays[slug] = day
    return day
  }

  /// What a person is called; nil if nobody is defined by that slug.
  func personName(_ slug: String) throws(Fault) -> Text? {
    if let name = personNames[slug] { return name }
    let name = try session.personName(slug)
    personNames[slug] = name
    return name
  }

  /// Reads what the daemon said; what cannot be read is the daemon's fault.
  func reading<T>(_ body: () throws(Refusal) -> T) throws(Fault) -> T {
    do {
      return try body()
    } catch {
      throw Fault(malformed: error)
    }
  }
}
