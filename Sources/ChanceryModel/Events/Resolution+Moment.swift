extension Resolution {
  /// When something was said, clamped (design §4).
  ///
  /// `latest` is at most the earliest `published` of the sources, else the day recorded; it is never
  /// pushed below the expression's own `earliest`, since a day that somebody wrote down is better
  /// evidence than one worked out. Nothing on record was said after it was recorded, so the day
  /// recorded bounds a vague `published`, too.
  ///
  /// Without `said` it is the `published` of the source that was published first, else the day
  /// recorded. An open start takes the `floor`, if that is not after `latest`.
  func moment(
    said: EDTF?,
    sources: [SourceHeader],
    floor: @autoclosure () -> CivilDate?
  ) throws(Refusal) -> Moment {
    let dated = sources.filter { $0.publishedLatest != nil }
    let first = dated.min { ($0.publishedLatest ?? .last) < ($1.publishedLatest ?? .last) }
    let clamp = min(first?.publishedLatest ?? context.recordedDay, context.recordedDay)
    guard let said else { return defaultMoment(published: first, clamp: clamp) }

    if let earliest = said.earliest, earliest > context.recordedDay.adding(days: 1) {
      throw Refusal(
        .saidInFuture,
        at: "/data/said",
        "“\(said.text)” is later than the day of recording, \(context.recordedDay)",
        hint: "“said” is when the words were said, not the day they speak of"
      )
    }
    var latest = max(clamp, said.earliest ?? clamp)
    if let given = said.latest { latest = min(latest, given) }
    var earliest = said.earliest
    if earliest == nil, let floor = floor(), floor <= latest { earliest = floor }
    return Moment(text: said.text, earliest: earliest, latest: latest)
  }

  private func defaultMoment(published: SourceHeader?, clamp: CivilDate) -> Moment {
    guard let published, let text = published.publishedText else {
      let day = context.recordedDay
      return Moment(text: Text(day.description), earliest: day, latest: day)
    }
    let earliest = published.publishedEarliest
    return Moment(text: text, earliest: earliest, latest: max(clamp, earliest ?? clamp))
  }
}
