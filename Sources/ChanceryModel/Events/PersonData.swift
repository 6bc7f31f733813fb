/// The data of `person.defined`.
package struct PersonData: Sendable, Equatable {
  package var person: Text
  package var name: Text
  package var aliases: [Text]
  package var offices: [PersonHeader.Office]

  package init(
    person: Text,
    name: Text,
    aliases: [Text] = [],
    offices: [PersonHeader.Office] = []
  ) {
    self.person = person
    self.name = name
    self.aliases = aliases
    self.offices = offices
  }
}

extension PersonData {
  static let fields = FieldTable(["aliases", "extra", "name", "note", "offices", "person"])
  private static let officeFields = FieldTable(["actor", "from", "rank", "title", "to"])

  init(reading reader: inout FieldReader) {
    person = reader.requiredSlug("person")
    name = reader.requiredText("name")
    aliases = reader.texts("aliases")
    offices = reader.parts("offices", table: PersonData.officeFields) { office in
      let actor = office.requiredActor("actor")
      let title = office.text("title")
      let rank = office.word("rank", among: Rank.ofOffices) ?? .none
      let period = office.period()
      return PersonHeader.Office(
        actor: actor,
        title: title,
        rank: rank,
        from: period.from,
        to: period.to
      )
    }
  }
}

extension Rank {
  /// The ranks that an office can have, highest first.
  static let ofOffices: [Rank] = [.head, .minister, .spokesperson, .official]
}
