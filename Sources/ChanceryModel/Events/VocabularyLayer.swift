/// What some events add to a vocabulary, apart from the base they are laid over.
///
/// It keeps only what later events can depend on: keys, what each event is to one that changes it,
/// the names it uses, definitions, filed texts, and the states that corrections and withdrawals leave.
/// A statement leaves some fifty bytes.
package struct VocabularyLayer: Sendable {
  /// One event; its names end at `namesEnd` in ``nameNumbers``.
  private struct Entry {
    var namesEnd: Int
    /// The number of its source in ``sources``.
    var source: UInt32
    var recordedDay: CivilDate
    var type: EventType
  }

  /// The seq of the first event; those that follow have the numbers after it.
  private(set) var first: UInt64 = .max
  private var entries: [Entry] = []
  private var keys = EventKeys()
  private var sources: [Text] = []
  private var sourceNumbers: [Text: UInt32] = [:]
  /// What no correction may change, of those events that have something of the kind.
  private var fixed: [UInt64: EventTarget.Fixed] = [:]
  /// The names that the events use, one event after the other, each by its number.
  private var nameNumbers: [UInt32] = []
  private var numbers: [VocabularyName: UInt32] = [:]
  private var names: [VocabularyName] = []
  private var definitions: [VocabularyName: [UInt64]] = [:]
  /// What definitions, merges and links say, by the event that says it: itself, or a correction.
  private var bodies: [UInt64: EventHeader.Body] = [:]
  private var documents: [UInt64: SourceDocument] = [:]
  private var texts: [UInt64: [UInt8]] = [:]
  private var topicsInUse: Set<Text> = []
  private var controls: [UInt64: [UInt64]] = [:]
  private var states: [UInt64: EventState] = [:]
  /// Names some definition of which, here or in the base, is not in its first state.
  private var changedNames: Set<VocabularyName> = []
  /// By statement: the links here that name it, or did in some version.
  private var links: [UInt64: Set<UInt64>] = [:]
  /// The links of which an event here changed the version that counts.
  private(set) var changedLinks: Set<UInt64> = []
  /// By the meeting that is merged: the merges of this layer, and those of the base that it changed.
  private var merges: [Text: [UInt64]] = [:]

  /// A layer with nothing in it.
  package init() {}

  // MARK: - Adding

  /// Adds an event; what it does to the states of others is told by ``note(_:of:target:)``.
  ///
  /// - Precondition: `seq` is one more than that of the event added before.
  mutating func add(
    _ body: EventHeader.Body,
    of draft: EventDraft,
    seq: UInt64,
    source: Text,
    id: Text,
    recordedDay: CivilDate
  ) {
    if entries.isEmpty { first = seq }
    precondition(seq == first + UInt64(entries.count), "an event of a layer follows the last")
    let target = EventTarget(
      type: draft.type,
      isRedacted: false,
      recordedDay: recordedDay,
      fixed: EventTarget.Fixed(body, of: draft.type)
    )
    if target.fixed != .nothing { fixed[seq] = target.fixed }
    if let content = content(draft, body) { addNames(in: content) }
    entries.append(
      Entry(
        namesEnd: nameNumbers.count,
        source: number(of: source),
        recordedDay: recordedDay,
        type: draft.type
      )
    )
    keys.append(source: source, id: id)
    if let control = target.control { controls[control.event, default: []].append(seq) }
    keep(body, of: draft, seq, target)
  }

  /// Adds the names of one event; few are named twice, and of those a second number does no harm.
  private mutating func addNames(in content: DraftBody) {
    let start = nameNumbers.count
    DraftReferences.forEach(in: content) { kind, name, _ in
      let number = number(of: VocabularyName(kind, name))
      if !nameNumbers[start...].prefix(8).contains(number) { nameNumbers.append(number) }
    }
  }

  private mutating func number(of source: Text) -> UInt32 {
    if sources.last == source { return UInt32(sources.count - 1) }
    if let number = sourceNumbers[source] { return number }
    let number = UInt32(sources.count)
    sourceNumbers[source] = number
    sources.append(source)
    return number
  }

  private func content(_ draft: EventDraft, _ body: EventHeader.Body) -> DraftBody? {
    do throws(Refusal) {
      return try EventDecoder.content(of: draft.body, as: body)
    } catch {
      // Resolving it has decoded it already.
      return nil
    }
  }

  private mutating func number(of name: VocabularyName) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = UInt32(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }

  /// Keeps what a later event may ask for.
  private mutating func keep(
    _ body: EventHeader.Body,
    of draft: EventDraft,
    _ seq: UInt64,
    _ target: EventTarget
  ) {
    switch target.fixed {
    case .name(let name): definitions[name, default: []].append(seq)
    case .mergedMeeting(let meeting): merges[meeting, default: []].append(seq)
    case .nothing, .judged, .withdrawn, .corrected: break
    }
    if case .source(let data) = draft.body {
      documents[seq] = SourceDocument(sha256: data.sha256, bytes: data.bytes)
      if let text = draft.text { texts[seq] = text }
    }
    var content = body
    var event = seq
    while case .correction(let correction) = content {
      event = correction.event
      content = correction.body
    }
    switch content {
    case .source, .actor, .person, .topic, .merge: bodies[seq] = content
    case .statement(let header):
      for stance in header.stances where !topicsInUse.contains(stance.topic) {
        topicsInUse.insert(stance.topic)
      }
      topicsInUse.formUnion(header.aboutTopics)
    case .link(let header):
      bodies[seq] = content
      for statement in [header.from, header.to] { links[statement, default: []].insert(event) }
    case .meeting, .report, .correction, .withdrawal, .redaction, .review, .expectation,
      .redacted:
      break
    }
  }

  /// Notes the state that an event just added has left another in.
  mutating func note(_ state: EventState, of seq: UInt64, target: EventTarget?) {
    states[seq] = state
    if target?.type == .statementsLinked { changedLinks.insert(seq) }
    switch target?.fixed {
    case .name(let name)?: changedNames.insert(name)
    case .mergedMeeting(let meeting)?:
      if merges[meeting]?.contains(seq) != true { merges[meeting, default: []].append(seq) }
    case .nothing?, .judged?, .withdrawn?, .corrected?, nil: break
    }
  }

  // MARK: - Look-up

  /// True if the definitions of a name are what they were when they were appended.
  func isUnchanged(_ name: VocabularyName) -> Bool {
    changedNames.isEmpty || !changedNames.contains(name)
  }

  /// The newest definition here of a name that ``isUnchanged(_:)``.
  func newestDefinition(of name: VocabularyName) -> EventHeader.Body? {
    definitions[name]?.last.flatMap { bodies[$0] }
  }

  func hasDefinition(of name: VocabularyName) -> Bool {
    !definitions.isEmpty && definitions[name] != nil
  }

  /// The definitions here of a name, newest first.
  func definitions(of name: VocabularyName) -> [UInt64] { definitions[name]?.reversed() ?? [] }

  func body(in version: UInt64) -> EventHeader.Body? { bodies[version] }
  func document(_ seq: UInt64) -> SourceDocument? { documents[seq] }
  func text(filedWith seq: UInt64) -> [UInt8]? { texts[seq] }
  func links(of statement: UInt64) -> Set<UInt64> { links[statement] ?? [] }
  func isTopicInUse(_ slug: Text) -> Bool { topicsInUse.contains(slug) }
  func state(_ seq: UInt64) -> EventState? { states[seq] }
  func merges(of meeting: Text) -> [UInt64]? { merges[meeting] }

  /// True if the event is one of this layer.
  func has(_ seq: UInt64) -> Bool {
    seq >= first && seq - first < UInt64(entries.count)
  }

  private func entry(_ seq: UInt64) -> Entry? {
    has(seq) ? entries[Int(seq - first)] : nil
  }

  /// An event of this layer as one sees it who would change it.
  func target(_ seq: UInt64) -> EventTarget? {
    entry(seq).map { entry in
      EventTarget(
        type: entry.type,
        isRedacted: false,
        recordedDay: entry.recordedDay,
        fixed: fixed[seq] ?? .nothing
      )
    }
  }

  /// The first half of the key of an event of this layer.
  func source(ofEvent seq: UInt64) -> Text? {
    entry(seq).map { sources[Int($0.source)] }
  }

  /// The event of this layer with that key.
  package func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? {
    guard let number = keys.number(source: source, id: id) else { return nil }
    return (first + UInt64(number), entries[number].type)
  }

  /// The events here that correct or withdraw an event, newest first.
  func controls(of seq: UInt64, _ kind: EventControl.Kind) -> [UInt64] {
    guard let all = controls[seq] else { return [] }
    return all.reversed().filter { target($0)?.control?.kind == kind }
  }

  /// The names that an event here uses; nil if it is none.
  func names(in seq: UInt64) -> Set<VocabularyName>? {
    guard let entry = entry(seq) else { return nil }
    let start = seq == first ? 0 : entries[Int(seq - first) - 1].namesEnd
    return Set(nameNumbers[start..<entry.namesEnd].map { names[Int($0)] })
  }

  /// Visits the events here that use a name, until the visitor returns false.
  ///
  /// - Complexity: O(n) in the names that all events of the layer use.
  func eachUse(of name: VocabularyName, _ visit: (UInt64) -> Bool) {
    guard let wanted = numbers[name] else { return }
    var seq = first
    var index = 0
    for entry in entries {
      if nameNumbers[index..<entry.namesEnd].contains(wanted), !visit(seq) { return }
      index = entry.namesEnd
      seq += 1
    }
  }

  /// The names of a kind that the layer defines, in no order.
  func definedNames(_ kind: VocabularyKind) -> [Text] {
    definitions.keys.filter { $0.kind == kind }.map(\.name)
  }
}

extension EventType {
  /// True for the types that speak of a meeting as such, after which it exists.
  package var isMeeting: Bool {
    switch self {
    case .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled:
      true
    default: false
    }
  }
}
