extension Vocabulary {
  /// The event that a reference names, seen from an event of some CloudEvents source.
  package func event(
    _ reference: EventReference,
    from source: Text
  ) -> (seq: UInt64, type: EventType)? {
    switch reference {
    case .seq(let seq): eventType(seq).map { (seq, $0) }
    case .id(let id): event(source: source, id: id)
    case .key(let other, let id): event(source: other, id: id)
    }
  }

  /// The first standing events whose content has a name, ascending.
  ///
  /// - Complexity: That of ``eachUse(of:_:)`` until so many are found.
  package func users(of name: VocabularyName, limit: Int) -> [UInt64] {
    var users: [UInt64] = []
    eachUse(of: name) { version in
      // What was found before may have been erased since.
      if target(version)?.isRedacted == true { return true }
      let event = subject(of: version)
      let held = state(event)
      if held.isStanding, held.version == version { users.append(event) }
      return users.count < limit
    }
    return users.sorted()
  }

  /// The event whose content a version is: itself, or what it corrects, at whatever depth.
  package func subject(of version: UInt64) -> UInt64 {
    var event = version
    for _ in 0...StateRules.depthMax {
      guard case .corrected(let corrected, _)? = target(event)?.fixed else { break }
      event = corrected
    }
    return event
  }

  /// The newest standing definition of a name, in the version that counts.
  package func standingDefinition(of name: VocabularyName) -> EventHeader.Body? {
    for seq in definitions(of: name) {
      let held = state(seq)
      if held.isStanding { return definition(seq, version: held.version) }
    }
    return nil
  }

  /// True if `meeting` leads to `other`, by however many merges, or to no end.
  func isMerged(_ meeting: Text, into other: Text) -> Bool {
    VocabularyChain.reaches(other, from: meeting) { merge(of: $0) }
  }

  /// True if a definition comes back to itself by what it belongs to.
  func isCircular(_ name: VocabularyName) -> Bool {
    func next(_ slug: Text) -> Text? {
      switch name.kind {
      case .actor: actor(slug)?.of
      case .topic: topic(slug)?.parent
      case .source: source(slug)?.derivedFrom
      case .meeting: merge(of: slug)
      case .person: nil
      }
    }
    guard let first = next(name.name) else { return false }
    return VocabularyChain.reaches(name.name, from: first, next: next)
  }
}
