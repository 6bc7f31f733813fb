import ChanceryAPI
import ChanceryModel
import Dispatch
import Projections
import Synchronization

/// Something that a journal is asked, by the engine that answers the daemon's clients.
enum Question {
  case event(UInt64)
  /// That the event is in the tree of so many.
  case proof(UInt64, size: UInt64)
  case events
  case export
  case definitions(VocabularyKind)
  case board(Text, ClockQuery)
  case stance(Text, Text, ClockQuery)
  case history(Text, ClockQuery)
  case meetings(ClockQuery)
  case meeting(Text, ClockQuery)
  case text(Text)
  case replay(ReplayQuery.Order, KnownQuery)

  private static let limit = 100_000

  /// Every question that is asked of a journal: each event, definition, text, stance, meeting.
  ///
  /// - Parameter engine: The journal as it should be.
  /// - Returns: The questions, always in the same order.
  /// - Throws: A refusal, which a journal as it should be does not make.
  static func all(_ engine: Engine) throws -> [Question] {
    let head = KnownQuery.seq(engine.head)
    let day = CivilDate(year: 2031, month: 1, day: 1)
    let past = CivilDate(year: 2025, month: 3, day: 26)
    let clocks = [
      ClockQuery(at: day), ClockQuery(at: day, known: head),
      ClockQuery(at: past, known: .seq(engine.head / 2)),
      ClockQuery(at: past, known: head, publicDay: past),
    ]
    var questions: [Question] = [.events, .export]
    if engine.head > 0 { questions += (1...engine.head).map { .event($0) } }
    for seq in stride(from: 1, through: engine.head, by: Int(engine.head / 64 + 1)) {
      questions.append(.proof(seq, size: engine.head))
    }
    for kind in VocabularyKind.allCases where kind != .meeting {
      questions.append(.definitions(kind))
    }
    for slug in try slugs(.topic, engine) {
      questions += clocks.map { .board(slug, $0) }
      let board = try engine.board(topic: slug, clocks: clocks[0], after: nil, limit: limit)
      for item in board.items { questions += clocks.map { .stance(item.holder, slug, $0) } }
    }
    for slug in try slugs(.actor, engine) { questions += clocks.map { .history(slug, $0) } }
    for slug in try slugs(.source, engine) { questions.append(.text(slug)) }
    questions += clocks.map { .meetings($0) }
    let meetings = try engine.meetings(
      clocks: clocks[0],
      from: nil,
      to: nil,
      after: nil,
      limit: limit
    )
    for item in meetings.items { questions += clocks.map { .meeting(item.meeting, $0) } }
    return questions + [.replay(.said, head), .replay(.recorded, head)]
  }

  private static func slugs(_ kind: VocabularyKind, _ engine: Engine) throws -> [Text] {
    let page = try engine.vocabulary(kind, all: false, after: nil, limit: limit)
    return page.items.compactMap { $0[Text("\(kind)")]?.stringValue.map { Text($0) } }
  }

  /// The answer as a client would get it; a refusal is an answer.
  func answer(_ engine: Engine) -> [UInt8] {
    do throws(Refusal) {
      return try ask(engine)
    } catch {
      return Array("refused \(error.code.rawValue): \(error.detail)".utf8)
    }
  }

  private func ask(_ engine: Engine) throws(Refusal) -> [UInt8] {
    let limit = Question.limit
    switch self {
    case .event(let seq):
      return try engine.event(seq, derived: true)
    case .proof(let seq, let size):
      let newest = try Question.checkpoint(engine)
      return try engine.inclusionProof(of: seq, size: size, newest: newest).encoded()
    case .events, .export, .replay:
      return try askLog(engine)
    case .definitions(let kind):
      return try engine.vocabulary(kind, all: true, after: nil, limit: limit).encoded()
    case .board(let topic, let clocks):
      return try engine.board(topic: topic, clocks: clocks, after: nil, limit: limit).encoded()
    case .stance(let holder, let topic, let clocks):
      return try engine.stance(holder: holder, topic: topic, clocks: clocks).encoded()
    case .history(let holder, let clocks):
      return try engine.history(
        holder: holder,
        topic: nil,
        clocks: clocks,
        after: 0,
        limit: limit
      ).encoded()
    case .meetings(let clocks):
      return try engine.meetings(clocks: clocks, from: nil, to: nil, after: nil, limit: limit)
        .encoded()
    case .meeting(let slug, let clocks):
      return try engine.meeting(slug, clocks: clocks).encoded()
    case .text(let slug):
      return try engine.sourceText(slug)
    }
  }

  private static func checkpoint(_ engine: Engine) throws(Refusal) -> CheckpointAnswer {
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<CheckpointAnswer, Refusal>?>(nil)
    engine.checkpoint(covering: engine.head) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    let result = answer.withLock { $0 }
    guard let result else { throw Refusal(.internalError, "no checkpoint came") }
    return try result.get()
  }

  /// What goes over the whole log, page by page: a page ends after some milliseconds, wherever it is.
  private func askLog(_ engine: Engine) throws(Refusal) -> [UInt8] {
    var bytes: [UInt8] = []
    var after: UInt64? = 0
    switch self {
    case .events:
      while let start = after {
        let page = try engine.events(EventFilter(), after: start, limit: Question.limit)
        for item in page.items { bytes += item }
        after = page.next
      }
    case .export:
      while let start = after {
        let page = try engine.export(after: start, byteLimit: 1 << 30)
        bytes += page.bytes
        if page.next == nil { bytes += page.root.utf8 }
        after = page.next
      }
    case .replay(let order, let known):
      var cursor: ReplayCursor?
      repeat {
        let query = ReplayQuery(order: order, known: known)
        let page = try engine.replay(query, after: cursor, limit: Question.limit)
        for line in page.lines { bytes += line.encoded() }
        cursor = page.next
      } while cursor != nil
    default:
      break
    }
    return bytes
  }

  /// Whether the answer holds what is drawn at random for each event: salts, and the root over them.
  var isRandomAfterCommits: Bool {
    switch self {
    case .export, .events: true
    default: false
    }
  }
}
