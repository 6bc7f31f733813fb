/// The data of `count.reported`.
package struct CountData: Sendable, Equatable {
  /// How the number is meant.
  package enum Qualifier: String, Sendable, Word {
    case exact, about, over, under
  }

  /// Who was counted.
  package enum Kind: String, Sendable, Word {
    case invited, expected, attended, members
  }

  package var meeting: Text
  package var value: Int
  /// What was counted: `countries`, `delegations`.
  package var unit: Text
  package var qualifier: Qualifier?
  package var kind: Kind?
  package var fact: FactData

  package init(
    meeting: Text,
    value: Int,
    unit: Text,
    qualifier: Qualifier? = nil,
    kind: Kind? = nil,
    fact: FactData = FactData()
  ) {
    self.meeting = meeting
    self.value = value
    self.unit = unit
    self.qualifier = qualifier
    self.kind = kind
    self.fact = fact
  }
}

extension CountData {
  static let fields = FactData.fields.adding(["kind", "qualifier", "unit", "value"])

  init(reading reader: inout FieldReader) {
    meeting = reader.requiredSlug("meeting")
    value = reader.integer("value", in: 0...9_007_199_254_740_991) ?? 0
    reader.noteMissing("value")
    unit = reader.requiredText("unit")
    qualifier = reader.word("qualifier")
    kind = reader.word("kind")
    fact = FactData(reading: &reader)
  }
}
