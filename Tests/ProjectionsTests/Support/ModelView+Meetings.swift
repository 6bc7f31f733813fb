import ChanceryModel

extension ModelView {
  /// Where the newest standing merge of a meeting leads, and on from there.
  func root(of meeting: Text) -> Text {
    var root = meeting
    while let into = standing.compactMap({ event -> Text? in
      if case .merge(let merge) = event.content, merge.from == root { merge.into } else { nil }
    }).last {
      root = into
    }
    return root
  }

  /// The facts on a meeting and on all that are one with it.
  func facts(_ meeting: Text, publicDay: CivilDate?) -> [MeetingFact] {
    let root = root(of: meeting)
    return standing.compactMap { event in
      guard case .fact(let header, let data) = event.content, self.root(of: header.meeting) == root
      else { return nil }
      if let publicDay {
        guard let day = header.report?.publishedLatest, day <= publicDay else { return nil }
      }
      return MeetingFact(seq: event.seq, type: event.type, header: header, data: data)
    }
  }

  /// True if some standing event speaks of the meeting as such.
  func isDefined(meeting: Text) -> Bool {
    standing.contains { event in
      guard case .fact(let header, _) = event.content else { return false }
      return header.meeting == meeting && MeetingStatus(event.type) != nil
    }
  }
}

extension ModelView {
  func meeting(_ meeting: Text, _ clocks: AnswerClocks) -> MeetingAnswer {
    let root = root(of: meeting)
    func isHere(_ name: Text) -> Bool { self.root(of: name) == root }
    let spoken = spoken.filter {
      $0.statement.moment.latest <= clocks.at && $0.isPublic(by: clocks.publicDay)
    }
    let followers = standing.compactMap { event -> Text? in
      guard case .fact(let header, _) = event.content, let follows = header.follows,
        isHere(follows), header.said.latest <= clocks.at
      else { return nil }
      if let publicDay = clocks.publicDay {
        guard let day = header.report?.publishedLatest, day <= publicDay else { return nil }
      }
      return self.root(of: header.meeting)
    }
    var answer = MeetingFold.answer(
      meeting: root,
      facts: facts(root, publicDay: clocks.publicDay),
      clocks: clocks,
      followedBy: Set(followers).subtracting([root]).sorted(),
      statementsMade: spoken.filter { $0.statement.madeAt.map(isHere) ?? false }.map(\.seq),
      statementsAbout: spoken.filter { $0.statement.about.contains(where: isHere) }.map(\.seq)
    )
    answer.mergedFrom = World.meetings.filter { $0 != root && isHere($0) }.sorted()
    for slug in [root] + answer.mergedFrom {
      answer.redactions += redactionCount { content in
        switch content {
        case .fact(let header, _): header.meeting == slug
        case .statement(let statement): statement.madeAt == slug || statement.about.contains(slug)
        default: false
        }
      }
    }
    return answer
  }

  /// The lines that a list of meetings has.
  func summaries(_ clocks: AnswerClocks) -> [MeetingSummary] {
    World.meetings.compactMap { meeting in
      guard root(of: meeting) == meeting, isDefined(meeting: meeting) else { return nil }
      let facts = facts(meeting, publicDay: clocks.publicDay)
      guard facts.contains(where: { $0.header.said.latest <= clocks.at }) else { return nil }
      return MeetingFold.summary(meeting: meeting, facts: facts, at: clocks.at)
    }
  }
}
