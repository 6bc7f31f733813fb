extension Resolution {
  /// Resolves an `event.corrected`: the new data as those of a new event, but for what may not change
  /// and for the day of recording, which is the corrected event's own.
  func correction(_ data: CorrectionData) throws(Refusal) -> CorrectionHeader {
    let event = try changeable(data.event, isCorrection: true)
    let version = try seq(
      of: data.version,
      at: "/data/version",
      where: { _ in true },
      wanted: "an event"
    )
    guard version == event.state.version else {
      throw Refusal(
        .versionConflict,
        "event \(event.seq) is in version \(event.state.version), not \(version)",
        hint: "look at `chancery show \(event.seq)`, then send the correction again with "
          + "“version” \(event.state.version)",
        items: [
          Refusal.Item(
            pointer: "/data/version",
            detail: "expected \(version), actual \(event.state.version)"
          )
        ]
      )
    }
    return CorrectionHeader(
      event: event.seq,
      version: version,
      type: event.target.type,
      body: try content(data.data, of: event.seq, event.target)
    )
  }

  /// The header of an event's new data; pointers of refusals are below `/data/data`.
  private func content(
    _ data: JSONObject,
    of seq: UInt64,
    _ target: EventTarget
  ) throws(Refusal) -> EventHeader.Body {
    do throws(Refusal) {
      if target.type == .sourceFiled, data["text"] != nil {
        throw Refusal(
          .invalidValue,
          at: "/data/text",
          "the text of a source never changes",
          hint: "leave “text” out, and file a new version as a new source"
        )
      }
      let body = try decoded(data, of: target.type)
      // What was said is clamped by the day on which it was first recorded.
      var first = context
      first.recordedDay = target.recordedDay
      let inner = Resolution(
        draft: EventDraft(
          type: target.type,
          source: vocabulary.source(ofEvent: seq),
          data: [],
          body: body
        ),
        vocabulary: vocabulary,
        context: first,
        corrected: seq
      )
      return try inner.newContent(of: target)
    } catch {
      throw error.below("/data")
    }
  }

  private func decoded(_ data: JSONObject, of type: EventType) throws(Refusal) -> DraftBody {
    do throws(Refusal) {
      return try EventDecoder.body(of: type, data: .object(data))
    } catch {
      throw error.below("/data")
    }
  }

  /// Resolves this draft as the new content of an event.
  private func newContent(of target: EventTarget) throws(Refusal) -> EventHeader.Body {
    switch (draft.body, target.fixed) {
    case (.correction(let data), .corrected(let event, let version)):
      try keep(data.event, event, "event")
      try keep(data.version, version, "version")
      guard let corrected = vocabulary.target(event) else {
        throw Refusal(.unknownEvent, at: "/data/event", "there is no earlier event \(event)")
      }
      try refuseRedacted(event, at: "/data/event")
      return .correction(
        CorrectionHeader(
          event: event,
          version: version,
          type: corrected.type,
          body: try content(data.data, of: event, corrected)
        )
      )
    case (.withdrawal(let data), .withdrawn(let event)):
      try keep(data.event, event, "event")
      return .withdrawal(WithdrawalHeader(event: event))
    case (.review(let data), .judged(let event)): try keep(data.event, event, "event")
    case (.merge(let data), .mergedMeeting(let meeting)): try keep(data.from, meeting, "from")
    case (_, .name(let name)): try keep(name)
    default: break
    }
    return try body()
  }

  private func keep(
    _ reference: EventReference,
    _ event: UInt64,
    _ field: String
  ) throws(Refusal) {
    let given = try seq(
      of: reference,
      at: "/data/\(field)",
      where: { _ in true },
      wanted: "an event"
    )
    if given != event { throw changed(field, to: "\(given)", from: "\(event)") }
  }

  private func keep(_ given: Text, _ kept: Text, _ field: String) throws(Refusal) {
    if given != kept { throw changed(field, to: "“\(given.excerpt)”", from: "“\(kept)”") }
  }

  private func keep(_ name: VocabularyName) throws(Refusal) {
    switch draft.body {
    case .source(let data): try keep(data.source, name.name, "source")
    case .actor(let data): try keep(data.actor, name.name, "actor")
    case .person(let data): try keep(data.person, name.name, "person")
    case .topic(let data): try keep(data.topic, name.name, "topic")
    case .meeting(let data): try keep(data.meeting, name.name, "meeting")
    default: break
    }
  }

  private func changed(_ field: String, to given: String, from kept: String) -> Refusal {
    Refusal(
      .invalidValue,
      at: "/data/\(field)",
      "a correction keeps “\(field)”: it is \(kept), not \(given)",
      hint: "withdraw the event and append another, if it is about something else"
    )
  }
}
