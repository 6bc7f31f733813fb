extension Vocabulary {
  /// The actor of that code, defined or built in.
  func anyActor(_ code: Text) -> ActorHeader? {
    actor(code) ?? BuiltInActors.actor(code).map { ActorHeader($0) }
  }

  /// True if there is such a thing, by looking it up.
  package func has(_ kind: VocabularyKind, _ name: Text) -> Bool {
    switch kind {
    case .actor: actor(name) != nil || BuiltInActors.actor(name) != nil
    case .person: person(name) != nil
    case .topic: topic(name) != nil
    case .source: source(name) != nil
    case .meeting: hasMeeting(name)
    }
  }

  /// True if `actor` is `holder`, or an office of it, or an office of such an office.
  func speaks(_ actor: Text, for holder: Text) -> Bool {
    if actor == holder { return true }
    var office = anyActor(actor)
    for _ in 0..<VocabularyChain.lengthMax {
      guard let current = office, current.kind == .office, let of = current.of else { return false }
      if of == holder { return true }
      office = anyActor(of)
    }
    return false
  }

  /// A refusal of a name that is not known, with the nearest ones.
  func noteUnknown(
    _ kind: VocabularyKind,
    _ name: Text,
    at pointer: String,
    into problems: inout Problems
  ) {
    let known = nearest(name, kind: kind).map { "“\($0)”" }
    var hints: [String] = []
    if !known.isEmpty { hints.append("did you mean \(known.joined(separator: " or "))?") }
    switch kind {
    case .actor, .topic, .source: hints.append("define it first, or give declare=true")
    case .person: hints.append("define it first, or give the speaker's name as “name”")
    case .meeting: hints.append("report it as scheduled or held first")
    }
    problems.add(
      kind.unknownCode,
      at: pointer,
      "there is no \(kind.noun) “\(name)”",
      hint: hints.joined(separator: " ")
    )
  }
}

/// Chains of definitions: parents of topics, roots of sources, owners of offices.
enum VocabularyChain {
  /// How far a chain is followed; longer ones are refused.
  static let lengthMax = 64

  /// True if following `next` from `start` comes to `goal`, or to no end.
  static func reaches(_ goal: Text, from start: Text, next: (Text) -> Text?) -> Bool {
    var current = start
    for _ in 0..<lengthMax {
      if current == goal { return true }
      guard let following = next(current) else { return false }
      current = following
    }
    return true
  }
}

extension VocabularyKind {
  /// The word for it in messages, and in the ids of declared events.
  var noun: String {
    switch self {
    case .actor: "actor"
    case .person: "person"
    case .topic: "topic"
    case .source: "source"
    case .meeting: "meeting"
    }
  }

  var unknownCode: RefusalCode {
    switch self {
    case .actor: .unknownActor
    case .person: .unknownPerson
    case .topic: .unknownTopic
    case .source: .unknownSource
    case .meeting: .unknownMeeting
    }
  }
}
