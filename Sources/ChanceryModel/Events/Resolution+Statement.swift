extension Resolution {
  /// Resolves a `statement.made`: its day first, since the speaker's office depends on it.
  func statement(_ data: StatementData) throws(Refusal) -> StatementHeader {
    let sources = data.reports.compactMap { vocabulary.source($0.source) }
    let reports = try reports(data, of: sources)
    let said = try moment(said: data.said, sources: sources, floor: floor(of: data.stances))
    let speaker = data.speaker.map {
      ResolvedSpeaker($0, on: said.latest, holders: data.stances, in: vocabulary)
    }
    var header = StatementHeader(
      said: said,
      kind: data.kind,
      rank: speaker?.rank ?? .none,
      person: data.speaker?.person,
      actor: speaker?.actor,
      meeting: data.meeting,
      reports: reports
    )
    header.stances = data.stances.map { stance($0, by: speaker) }
    for subject in data.about {
      switch subject {
      case .topic(let slug): header.aboutTopics.append(slug)
      case .actor(let code): header.aboutActors.append(code)
      case .meeting(let slug): header.aboutMeetings.append(slug)
      }
    }
    header.refersTo = try references(data.refersTo)
    return header
  }

  private func reports(
    _ data: StatementData,
    of sources: [SourceHeader]
  ) throws(Refusal) -> [ReportHeader] {
    var headers: [ReportHeader] = []
    headers.reserveCapacity(data.reports.count)
    for (index, (one, source)) in zip(data.reports, sources).enumerated() {
      do throws(Refusal) {
        headers.append(try report(one, of: source, at: Place("/reports", index)))
      } catch {
        throw data.hasShortReport ? Refusal(error, at: "/data/quote") : error
      }
    }
    return headers
  }

  /// The first day that an open date can mean.
  ///
  /// Words on several topics can have been said since the earliest floor that one of them has.
  private func floor(of stances: [StanceData]) -> CivilDate? {
    stances.compactMap { vocabulary.topic($0.topic)?.from }.min()
  }

  private func stance(_ data: StanceData, by speaker: ResolvedSpeaker?) -> StanceHeader {
    StanceHeader(
      holder: data.holder,
      topic: data.topic,
      position: data.position,
      standing: data.standing ?? defaultStanding(of: data.holder, by: speaker),
      conditions: data.conditions.map { conditions in
        conditions.map { Condition(kind: $0.kind, text: $0.text) }
      },
      except: data.except
    )
  }

  private func defaultStanding(of holder: Text, by speaker: ResolvedSpeaker?) -> Standing {
    guard let speaker else { return .declared }
    return speaker.maySpeak(for: holder, in: vocabulary) ? .declared : .attributed
  }

  private func references(_ references: [EventReference]) throws(Refusal) -> [UInt64] {
    var seqs: [UInt64] = []
    for (index, reference) in references.enumerated() {
      seqs.append(
        try seq(
          of: reference,
          at: "/data/refers_to\(references.count > 1 ? "/\(index)" : "")",
          where: { !$0.isDefinition },
          wanted: "a statement or a report on a meeting"
        )
      )
    }
    return seqs
  }
}

extension EventType {
  /// True for the types that define words, and report nothing.
  fileprivate var isDefinition: Bool {
    switch self {
    case .sourceFiled, .actorDefined, .personDefined, .topicDefined: true
    default: false
    }
  }
}

extension Refusal {
  /// The same refusal at one other place.
  fileprivate init(_ refusal: Refusal, at pointer: String) {
    self.init(refusal.code, at: pointer, refusal.detail, hint: refusal.hint)
  }
}
