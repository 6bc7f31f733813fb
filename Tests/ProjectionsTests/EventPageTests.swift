import ChanceryModel
import Projections
import Testing

/// The log in pages, filtered, and exported.
@Suite struct EventPageTests {
  private func prepared() throws -> TestEngine { try filled().test }

  private func filled() throws -> (test: TestEngine, model: Model) {
    let test = try TestEngine()
    var history = RandomHistory(seed: 5, recorded: .on("2025-02-10"))
    try test.append(history.furniture().map { try test.draft($0) })
    while history.model.head < 130 { _ = try history.append(1, to: test) }
    return (test, history.model)
  }

  private func all(
    _ test: TestEngine,
    _ filter: EventFilter = EventFilter(),
    limit: Int
  ) throws -> [JSONValue] {
    var items: [JSONValue] = []
    var after: UInt64? = 0
    while let place = after {
      let page = try test.engine.events(filter, after: place, limit: limit)
      #expect(page.items.count <= limit)
      #expect(page.next.map { $0 > place } ?? true)
      items += try page.items.map { try JSONParser.parse($0) }
      after = page.next
    }
    return items
  }

  @Test func `pages of any size hold every event once, in order`() throws {
    let test = try prepared()
    for limit in [1, 2, 7, 64, 1000] {
      let items = try all(test, limit: limit)
      #expect(items.map { $0["seq"]?.intValue } == (1...Int(test.engine.head)).map { $0 })
    }
  }

  @Test func `a filter lets through what it says and what is about that, nothing else`() throws {
    let (test, model) = try filled()
    let events = try all(test, limit: 1000)
    func seqs(_ items: [JSONValue]) -> [Int?] { items.map { $0["seq"]?.intValue } }
    for type in EventType.allCases {
      let found = try all(test, EventFilter(type: type), limit: 9)
      #expect(seqs(found) == seqs(events.filter { $0["type"]?.textValue == type.name }))
    }
    for holder in [nil] + World.holders.map(Optional.some) {
      for topic in [nil] + World.topics.map(Optional.some) where holder != nil || topic != nil {
        let filter = EventFilter(holder: holder, topic: topic)
        let expected = model.entries.map(\.seq).filter { seq in
          isAbout(seq, model) { content in
            switch content {
            case .statement(let statement):
              statement.stances.contains {
                $0.holder == holder ?? $0.holder && $0.topic == topic ?? $0.topic
              }
            case .topic(let slug, _): holder == nil && slug == topic
            case .fact(let header, _): topic == nil && header.actor == holder
            default: false
            }
          }
        }
        #expect(seqs(try all(test, filter, limit: 9)) == expected.map { Int($0) }, "\(filter)")
        let made = EventFilter(type: .statementMade, holder: holder, topic: topic)
        let statements = expected.filter { model.entries[Int($0) - 1].type == .statementMade }
        #expect(seqs(try all(test, made, limit: 9)) == statements.map { Int($0) }, "\(made)")
      }
    }
    let view = model.view(model.head)
    for meeting in World.meetings {
      let found = try all(test, EventFilter(meeting: meeting), limit: 9)
      func isHere(_ name: Text) -> Bool { view.root(of: name) == view.root(of: meeting) }
      let expected = model.entries.map(\.seq).filter { seq in
        isAbout(seq, model) { content in
          switch content {
          case .statement(let statement):
            ([statement.madeAt].compactMap { $0 } + statement.about).contains(where: isHere)
          case .fact(let header, _): isHere(header.meeting)
          case .merge(let merge): isHere(merge.from) || isHere(merge.into)
          default: false
          }
        }
      }
      #expect(seqs(found) == expected.map { Int($0) })
    }
  }

  /// True if an event says what is asked for, or is about one that did just before it, or does since.
  private func isAbout(
    _ seq: UInt64,
    _ model: Model,
    _ isIt: (Model.Content) -> Bool
  ) -> Bool {
    let views = [model.view(seq - 1), model.view(seq)]
    func says(_ content: Model.Content) -> Bool {
      let subjects: [UInt64] =
        switch content {
        case .report(let report): [report.statement]
        case .link(let link): [link.from, link.to]
        case .correction(of: let event, version: _, _): [event]
        case .withdrawal(of: let event): [event]
        default: []
        }
      return isIt(content)
        || subjects.contains { subject in
          views.contains { view in
            view.events.contains { $0.seq == subject && says($0.content) }
          }
        }
    }
    return says(model.entries[Int(seq) - 1].content)
  }

  @Test(arguments: [0, 1, 49, 50, 51, UInt64(Int64.max), UInt64.max - 1, UInt64.max])
  func `after the head, or any number, there is nothing more`(_ after: UInt64) throws {
    let test = try TestEngine()
    try test.append((0..<50).map { try test.draft(Event.topic("t\($0)")) })
    let page = try test.engine.events(EventFilter(), after: after, limit: 1000)
    #expect(page.items.count == Int(50 - min(after, 50)))
    #expect(page.next == nil)
    #expect(page.head == 50)
    let export = try test.engine.export(after: after, byteLimit: 1 << 20)
    #expect(export.bytes.split(separator: UInt8(ascii: "\n")).count == Int(50 - min(after, 50)))
    #expect(export.next == nil)
  }

  @Test func `export pages hold every event with its salt, and texts beside`() throws {
    let test = try prepared()
    let words = "“Words”\nand \"more\""
    try test.append(
      [
        try test.draft(
          World.event("source.filed", ["source": "filed", "text": .string(Text(words))])
        )
      ]
    )
    var whole: ExportPage?
    for limit in [1, 1000, 1 << 20] {
      var bytes: [UInt8] = []
      var after: UInt64? = 0
      var last: ExportPage?
      while let place = after {
        let page = try test.engine.export(after: place, byteLimit: limit)
        bytes += page.bytes
        after = page.next
        last = page
      }
      if let whole { #expect(bytes == whole.bytes) }
      whole = ExportPage(bytes: bytes, next: nil, head: 0, root: last?.root ?? "", journal: "")
    }
    let lines = try #require(whole).bytes.split(separator: UInt8(ascii: "\n"))
      .map { try JSONParser.parse(Array($0)) }
    #expect(lines.count == Int(test.engine.head) + 1)
    #expect(lines.last?["text"]?.stringValue == words)
    #expect(lines.last?["text_of"]?.intValue == Int(test.engine.head))
    for line in lines.dropLast() { #expect(line["salt"]?.textValue?.utf8.count == 32) }
    #expect(whole?.root.utf8.count == 64)
  }

  @Test func `an event that is not there is refused`() throws {
    let test = try prepared()
    for seq in [0, test.engine.head + 1, .max] {
      let error = #expect(throws: Refusal.self) { try test.engine.event(seq, derived: true) }
      #expect(error?.code == .unknownEvent)
    }
  }
}
