/// `person.defined`.
package struct PersonHeader: Sendable, Equatable {
  /// An office held between two days, both included; nil ends are open.
  package struct Office: Sendable, Equatable {
    package var actor: Text
    package var title: Text?
    package var rank: Rank
    package var from: CivilDate?
    package var to: CivilDate?

    package init(
      actor: Text,
      title: Text? = nil,
      rank: Rank,
      from: CivilDate? = nil,
      to: CivilDate? = nil
    ) {
      self.actor = actor
      self.title = title
      self.rank = rank
      self.from = from
      self.to = to
    }
  }

  package var slug: Text
  /// The display name first, then aliases.
  package var names: [Text]
  package var offices: [Office]

  package init(slug: Text, names: [Text], offices: [Office] = []) {
    self.slug = slug
    self.names = names
    self.offices = offices
  }
}
