/// A vocabulary with the events of one request laid over it, so that later ones see earlier ones.
///
/// What an earlier event of the request defined beats what the base knows, as the log will; what it
/// corrected or withdrew, here or in the base, is as the log will have it.
package struct OverlayVocabulary<Base: Vocabulary>: Vocabulary {
  private let base: Base
  /// What was laid over the base.
  package private(set) var layer: VocabularyLayer

  /// An overlay of a base, with what was laid over another base before.
  package init(over base: Base, layer: VocabularyLayer = VocabularyLayer()) {
    self.base = base
    self.layer = layer
  }

  /// Lays an event over the rest, as if it were appended.
  ///
  /// - Parameters:
  ///   - body: The event as resolved.
  ///   - draft: The event as sent.
  ///   - seq: The number it will have: one more than the last that was added.
  ///   - source: The first half of its key.
  ///   - id: The other half.
  ///   - recordedDay: The day it will be recorded.
  /// - Returns: The events whose states it changes, and what they are now.
  @discardableResult
  package mutating func add(
    _ body: EventHeader.Body,
    of draft: EventDraft,
    seq: UInt64,
    source: Text,
    id: Text,
    recordedDay: CivilDate
  ) -> [UInt64: EventState] {
    layer.add(body, of: draft, seq: seq, source: source, id: id, recordedDay: recordedDay)
    guard let control = body.control else { return [:] }
    let changes = StateRules.changes(of: control, at: seq, in: States(vocabulary: self))
    for (event, state) in changes { layer.note(state, of: event, target: target(event)) }
    return changes
  }

  private struct States: EventStates {
    let vocabulary: OverlayVocabulary

    func state(_ seq: UInt64) -> EventState { vocabulary.state(seq) }
    func control(_ seq: UInt64) -> EventControl? { vocabulary.target(seq)?.control }
    func corrections(of seq: UInt64) -> [UInt64] { vocabulary.corrections(of: seq) }
    func withdrawals(of seq: UInt64) -> [UInt64] { vocabulary.withdrawals(of: seq) }
  }

  // MARK: - Definitions

  package func has(_ kind: VocabularyKind, _ name: Text) -> Bool {
    let known = VocabularyName(kind, name)
    if layer.isUnchanged(known) { return layer.hasDefinition(of: known) || base.has(kind, name) }
    switch kind {
    case .actor: return actor(name) != nil || BuiltInActors.actor(name) != nil
    case .person: return person(name) != nil
    case .topic: return topic(name) != nil
    case .source: return source(name) != nil
    case .meeting: return hasMeeting(name)
    }
  }

  package func actor(_ code: Text) -> ActorHeader? {
    let name = VocabularyName(.actor, code)
    guard layer.isUnchanged(name) else {
      if case .actor(let header)? = standingDefinition(of: name) { return header }
      return BuiltInActors.actor(code).map { ActorHeader($0) }
    }
    if case .actor(let header)? = layer.newestDefinition(of: name) { return header }
    return base.actor(code)
  }

  package func person(_ slug: Text) -> PersonHeader? {
    let name = VocabularyName(.person, slug)
    let own = own(name)
    if case .person(let header)? = own.body { return header }
    return own.isAll ? nil : base.person(slug)
  }

  package func topic(_ slug: Text) -> TopicHeader? {
    let own = own(VocabularyName(.topic, slug))
    if case .topic(let header)? = own.body { return header }
    return own.isAll ? nil : base.topic(slug)
  }

  package func source(_ slug: Text) -> SourceHeader? {
    let name = VocabularyName(.source, slug)
    let own = own(name)
    guard case .source(var header)? = own.body else { return own.isAll ? nil : base.source(slug) }
    if own.isAll {
      // A later filing may leave out what an earlier one gave: the text never changes.
      for seq in definitions(of: name) where state(seq).isStanding {
        header.sha256 = header.sha256 ?? document(seq)?.sha256
        header.hasText = header.hasText || text(filedWith: seq) != nil
      }
    }
    return header
  }

  /// What the layer knows of a name, and whether the base knows no better.
  private func own(_ name: VocabularyName) -> (body: EventHeader.Body?, isAll: Bool) {
    layer.isUnchanged(name)
      ? (layer.newestDefinition(of: name), false) : (standingDefinition(of: name), true)
  }

  package func sourceText(_ slug: Text) -> [UInt8]? {
    let name = VocabularyName(.source, slug)
    let isUnchanged = layer.isUnchanged(name)
    for seq in isUnchanged ? layer.definitions(of: name) : definitions(of: name) {
      if state(seq).isStanding, let text = text(filedWith: seq) { return text }
    }
    return isUnchanged ? base.sourceText(slug) : nil
  }

  package func hasMeeting(_ slug: Text) -> Bool {
    let name = VocabularyName(.meeting, slug)
    guard layer.isUnchanged(name) else {
      return definitions(of: name).contains { state($0).isStanding }
    }
    return layer.hasDefinition(of: name) || base.hasMeeting(slug)
  }

  package func merge(of meeting: Text) -> Text? {
    guard let known = layer.merges(of: meeting) else { return base.merge(of: meeting) }
    for seq in known {
      let held = state(seq)
      if held.isStanding, case .merge(let merge)? = definition(seq, version: held.version) {
        return merge.into
      }
    }
    // Of one meeting's merges at most one stands: here none that the layer knows does any more, so
    // that either it was one of them, or the base has another.
    let wasKnown = known.contains { !layer.has($0) && base.state($0).isStanding }
    return wasKnown ? nil : base.merge(of: meeting)
  }

  package func isTopicInUse(_ slug: Text) -> Bool {
    layer.isTopicInUse(slug) || base.isTopicInUse(slug)
  }

  package func nearest(_ name: Text, kind: VocabularyKind) -> [Text] {
    let own = layer.definedNames(kind)
    let known = base.nearest(name, kind: kind)
    let candidates = Set(own + known).filter { has(kind, $0) }.sorted().map(\.string)
    let near = NearestNames.nearest(name.string, among: candidates).map { Text($0) }
    // What the base found by a name or an alias need not be near by its slug.
    let others = known.filter { has(kind, $0) && !near.contains($0) }
    return Array((near + others).prefix(3))
  }

  // MARK: - Events

  package func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? {
    layer.event(source: source, id: id) ?? base.event(source: source, id: id)
  }

  package func eventType(_ seq: UInt64) -> EventType? {
    layer.target(seq)?.type ?? base.eventType(seq)
  }

  package func target(_ seq: UInt64) -> EventTarget? {
    layer.target(seq) ?? base.target(seq)
  }

  package func source(ofEvent seq: UInt64) -> Text? {
    layer.source(ofEvent: seq) ?? base.source(ofEvent: seq)
  }

  package func state(_ seq: UInt64) -> EventState {
    if let state = layer.state(seq) { return state }
    return layer.has(seq) ? EventState(version: seq) : base.state(seq)
  }

  package func corrections(of seq: UInt64) -> [UInt64] {
    layer.controls(of: seq, .correction)
      + (layer.has(seq) ? [] : base.corrections(of: seq))
  }

  package func withdrawals(of seq: UInt64) -> [UInt64] {
    layer.controls(of: seq, .withdrawal)
      + (layer.has(seq) ? [] : base.withdrawals(of: seq))
  }

  package func foldedLinks(of statement: UInt64) -> [UInt64: LinkHeader] {
    var links = base.foldedLinks(of: statement)
    for seq in layer.links(of: statement).union(layer.changedLinks) {
      var counting: LinkHeader?
      if case .link(let link)? = definition(seq, version: state(seq).version), link.isFolded,
        link.from == statement || link.to == statement
      {
        counting = link
      }
      links[seq] = counting
    }
    return links
  }

  package func definitions(of name: VocabularyName) -> [UInt64] {
    layer.definitions(of: name) + base.definitions(of: name)
  }

  package func definition(_ seq: UInt64, version: UInt64) -> EventHeader.Body? {
    layer.has(version) ? layer.body(in: version) : base.definition(seq, version: version)
  }

  package func text(filedWith seq: UInt64) -> [UInt8]? {
    layer.has(seq) ? layer.text(filedWith: seq) : base.text(filedWith: seq)
  }

  package func document(_ seq: UInt64) -> SourceDocument? {
    layer.has(seq) ? layer.document(seq) : base.document(seq)
  }

  package func names(in version: UInt64) -> Set<VocabularyName> {
    layer.names(in: version) ?? base.names(in: version)
  }

  package func eachUse(of name: VocabularyName, _ visit: (UInt64) -> Bool) {
    var goesOn = true
    base.eachUse(of: name) { seq in
      goesOn = visit(seq)
      return goesOn
    }
    if goesOn { layer.eachUse(of: name, visit) }
  }
}
