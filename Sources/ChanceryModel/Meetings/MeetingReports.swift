/// The reports on who came, how many, and what came of it, as an answer lists them.
struct MeetingReports {
  private let record: MeetingRecord
  /// The speaker of each fact that names one, by the fact's seq.
  private var names: [UInt64: Text] = [:]

  init(_ record: MeetingRecord, personName: (Text) -> Text?) {
    self.record = record
    for fact in record.facts {
      names[fact.seq] = SpeakerName.display(of: fact.data["by"], personName: personName)
    }
  }

  /// Facts of one type, by the day they were said, then by arrival.
  private func facts(_ type: EventType) -> [MeetingFact] {
    record.facts.filter { $0.type == type }
      .sorted { ($0.header.said.latest, $0.seq) < ($1.header.said.latest, $1.seq) }
  }

  // MARK: - Attendance

  /// One item an actor, by role, then by code.
  ///
  /// Of several reports, one of what was comes before a plan; then the latest said; then the better
  /// reliability; then the role that says most, host first.
  func attendance() -> [MeetingAttendance] {
    Dictionary(grouping: facts(.attendanceReported), by: \.header.actor)
      .compactMap { actor, facts in
        actor.flatMap { attendance(of: $0, facts: facts) }
      }
      .sorted { ($0.role.rawValue, $0.actor) < ($1.role.rawValue, $1.actor) }
  }

  private func attendance(of actor: Text, facts: [MeetingFact]) -> MeetingAttendance? {
    let reports = facts.sorted(by: isDecisive).compactMap(report)
    return reports.first.map {
      MeetingAttendance(
        actor: actor,
        role: $0.role,
        isPlanned: $0.isPlanned,
        reports: reports
      )
    }
  }

  private func isPlannedAttendance(_ fact: MeetingFact) -> Bool {
    let role = fact.header.role
    return role == .invited || role == .expected || record.isBeforeTheDay(fact)
  }

  private func isDecisive(_ fact: MeetingFact, before other: MeetingFact) -> Bool {
    let isPlanned = isPlannedAttendance(fact)
    if isPlanned != isPlannedAttendance(other) { return !isPlanned }
    let (said, otherSaid) = (fact.header.said.latest, other.header.said.latest)
    if said != otherSaid { return said > otherSaid }
    return (fact.doubt, fact.header.role?.rawValue ?? .max, fact.seq)
      < (other.doubt, other.header.role?.rawValue ?? .max, other.seq)
  }

  private func report(_ fact: MeetingFact) -> MeetingAttendance.Report? {
    fact.header.role.map {
      MeetingAttendance.Report(
        seq: fact.seq,
        role: $0,
        person: fact.data["person"]?.textValue,
        mode: fact.data["mode"]?.textValue,
        level: fact.data["level"]?.textValue,
        representing: fact.data["representing"]?.textValue,
        by: names[fact.seq],
        source: fact.header.report?.source,
        said: fact.header.said.text,
        isPlanned: isPlannedAttendance(fact)
      )
    }
  }

  // MARK: - Counts and outcomes

  /// All of them, by the day they were said: that they differ is information.
  func counts() -> [MeetingCount] {
    facts(.countReported).map { fact in
      let kind = fact.data["kind"]?.textValue
      return MeetingCount(
        seq: fact.seq,
        value: fact.data["value"]?.intValue ?? 0,
        unit: fact.data["unit"]?.textValue,
        qualifier: fact.data["qualifier"]?.textValue,
        kind: kind,
        by: names[fact.seq],
        source: fact.header.report?.source,
        said: fact.header.said.text,
        isPlanned: kind == "invited" || kind == "expected" || record.isBeforeTheDay(fact)
      )
    }
  }

  /// All of them, by the day they were said.
  func outcomes() -> [MeetingOutcome] {
    facts(.outcomeReported).map { fact in
      MeetingOutcome(
        seq: fact.seq,
        kind: fact.data["kind"]?.textValue,
        text: fact.data["text"]?.textValue,
        parts: parts(of: fact),
        agreedBy: texts("agreed_by", of: fact),
        dissent: texts("dissent", of: fact),
        followUp: fact.data["follow_up"]?.textValue,
        by: names[fact.seq],
        source: fact.header.report?.source,
        said: fact.header.said.text
      )
    }
  }

  private func parts(of fact: MeetingFact) -> [OutcomeData.Part] {
    (fact.data["parts"]?.arrayValue ?? []).compactMap { part in
      part["text"]?.textValue.map {
        OutcomeData.Part(
          text: $0,
          topic: part["topic"]?.textValue,
          actors: (part["actors"]?.arrayValue ?? []).compactMap(\.textValue)
        )
      }
    }
  }

  private func texts(_ name: Text, of fact: MeetingFact) -> [Text] {
    (fact.data[name]?.arrayValue ?? []).compactMap(\.textValue)
  }
}
