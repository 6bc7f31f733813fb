internal import ChanceryModel

// MARK: - Definitions: source, actor, person, topic

extension HeaderCodec {
  static func encode(_ body: SourceHeader, to encoder: inout ByteEncoder) {
    encoder.text(body.slug)
    encoder.optionalText(body.title)
    encoder.optionalText(body.publishedText)
    encoder.optionalDay(body.publishedEarliest)
    encoder.optionalDay(body.publishedLatest)
    encoder.byte(body.reliability ?? 0)
    encoder.optionalText(body.derivedFrom)
    encoder.optionalText(body.sha256)
    encoder.byte(body.hasText ? 1 : 0)
  }

  static func source(_ decoder: inout ByteDecoder) throws(JournalDamage) -> SourceHeader {
    var body = SourceHeader(slug: try decoder.text())
    body.title = try decoder.optionalText()
    body.publishedText = try decoder.optionalText()
    body.publishedEarliest = try decoder.optionalDay()
    body.publishedLatest = try decoder.optionalDay()
    body.reliability = try reliability(&decoder)
    body.derivedFrom = try decoder.optionalText()
    body.sha256 = try decoder.optionalText()
    body.hasText = try decoder.byte() == 1
    return body
  }

  static func encode(_ body: ActorHeader, to encoder: inout ByteEncoder) {
    encoder.text(body.code)
    encoder.byte(body.kind.rawValue)
    encoder.texts(body.names)
    encoder.optionalText(body.of)
    encoder.count(body.members.count)
    for member in body.members {
      encoder.text(member.actor)
      encoder.optionalDay(member.from)
      encoder.optionalDay(member.to)
    }
    encoder.optionalText(body.meeting)
  }

  static func actor(_ decoder: inout ByteDecoder) throws(JournalDamage) -> ActorHeader {
    let code = try decoder.text()
    let kind = try enumeration(ActorKind.self, try decoder.byte())
    var body = ActorHeader(code: code, kind: kind, names: try decoder.texts())
    body.of = try decoder.optionalText()
    for _ in 0..<(try decoder.count()) {
      body.members.append(
        ActorHeader.Member(
          actor: try decoder.text(),
          from: try decoder.optionalDay(),
          to: try decoder.optionalDay()
        )
      )
    }
    body.meeting = try decoder.optionalText()
    return body
  }

  static func encode(_ body: PersonHeader, to encoder: inout ByteEncoder) {
    encoder.text(body.slug)
    encoder.texts(body.names)
    encoder.count(body.offices.count)
    for office in body.offices {
      encoder.text(office.actor)
      encoder.optionalText(office.title)
      encoder.byte(office.rank.rawValue)
      encoder.optionalDay(office.from)
      encoder.optionalDay(office.to)
    }
  }

  static func person(_ decoder: inout ByteDecoder) throws(JournalDamage) -> PersonHeader {
    var body = PersonHeader(slug: try decoder.text(), names: try decoder.texts())
    for _ in 0..<(try decoder.count()) {
      let actor = try decoder.text()
      let title = try decoder.optionalText()
      let rank = try enumeration(Rank.self, try decoder.byte())
      body.offices.append(
        PersonHeader.Office(
          actor: actor,
          title: title,
          rank: rank,
          from: try decoder.optionalDay(),
          to: try decoder.optionalDay()
        )
      )
    }
    return body
  }

  static func encode(_ body: TopicHeader, to encoder: inout ByteEncoder) {
    encoder.text(body.slug)
    encoder.text(body.title)
    encoder.byte(body.kind.rawValue)
    encoder.optionalText(body.parent)
    encoder.optionalText(body.proposition)
    encoder.optionalDay(body.from)
  }

  static func topic(_ decoder: inout ByteDecoder) throws(JournalDamage) -> TopicHeader {
    var body = TopicHeader(slug: try decoder.text(), title: try decoder.text())
    body.kind = try enumeration(TopicKind.self, try decoder.byte())
    body.parent = try decoder.optionalText()
    body.proposition = try decoder.optionalText()
    body.from = try decoder.optionalDay()
    return body
  }

  /// An Admiralty letter A-F as ASCII, or 0 for none.
  static func reliability(_ decoder: inout ByteDecoder) throws(JournalDamage) -> UInt8? {
    let letter = try decoder.byte()
    guard letter == 0 || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(letter) else {
      throw JournalDamage("a header has an unknown reliability")
    }
    return letter == 0 ? nil : letter
  }
}
