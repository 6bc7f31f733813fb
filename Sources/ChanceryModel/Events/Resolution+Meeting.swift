extension Resolution {
  /// Resolves what speaks of a meeting as such: scheduled, held, ongoing, postponed, cancelled.
  func meeting(_ data: MeetingData) throws(Refusal) -> MeetingFactHeader {
    if data.follows == data.meeting {
      throw Refusal(.invalidValue, at: "/data/follows", "a meeting does not follow itself")
    }
    var header = try fact(data.fact, of: data.meeting)
    header.dateEarliest = data.date?.earliest
    header.dateLatest = data.date?.latest
    header.follows = data.follows
    return header
  }

  /// Resolves an `attendance.reported`.
  func attendance(_ data: AttendanceData) throws(Refusal) -> MeetingFactHeader {
    var header = try fact(data.fact, of: data.meeting)
    header.actor = data.actor
    header.role = data.role
    return header
  }

  /// What every fact on a meeting has: when it was stated, and by which source.
  func fact(_ data: FactData, of meeting: Text) throws(Refusal) -> MeetingFactHeader {
    let source = data.report.flatMap { vocabulary.source($0.source) }
    let said = try moment(said: data.said, sources: source.map { [$0] } ?? [], floor: nil)
    var header = MeetingFactHeader(meeting: meeting, said: said)
    if let one = data.report {
      header.report = try report(one, of: source, at: Place("/report"))
    }
    return header
  }
}
