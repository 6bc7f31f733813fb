/// One value that a `meeting.*` event states of a field.
struct StatedValue {
  let fact: MeetingFact
  let status: MeetingStatus
  let value: JSONValue
  /// The value as texts: one, or the elements of a list.
  let texts: [Text]
  /// What makes two values the same, and the last thing that orders them.
  let identity: [Text]

  /// The value, if the event states the field.
  init?(_ field: MeetingField, of fact: MeetingFact, status: MeetingStatus) {
    let stated = field == .status ? .string(status.word) : fact.data[field.word]
    guard let value = stated, !value.isNull, value != .array([]) else { return nil }
    self.fact = fact
    self.status = status
    self.value = value
    texts = value.textValue.map { [$0] } ?? value.arrayValue?.compactMap(\.textValue) ?? []
    identity = field == .hosts ? texts.sorted() : texts
  }

  var saidLatest: CivilDate { fact.header.said.latest }

  /// The order of design §6; events that state the same value stand in the order of arrival.
  func isShownBefore(_ other: StatedValue) -> Bool {
    if saidLatest != other.saidLatest { return saidLatest > other.saidLatest }
    if status != other.status { return status > other.status }
    if fact.doubt != other.fact.doubt { return fact.doubt < other.fact.doubt }
    if identity != other.identity { return identity.lexicographicallyPrecedes(other.identity) }
    if texts != other.texts { return texts.lexicographicallyPrecedes(other.texts) }
    return fact.seq < other.fact.seq
  }

  /// The value as an answer lists it.
  var asValue: MeetingValue {
    MeetingValue(
      value: value,
      seq: fact.seq,
      source: fact.header.report?.source,
      said: fact.header.said.text,
      reliability: fact.header.report?.reliability
    )
  }
}

extension MeetingFact {
  /// Less is better: A-E in order; F ("cannot be judged") and none say nothing and come last.
  var doubt: UInt8 {
    let unknown = UInt8(ascii: "F")
    return min(header.report?.reliability ?? unknown, unknown)
  }
}
