package import ChanceryModel

/// An answer that is no list, as rows of field and value.
package enum FieldsView {
  package static let view = ListView(
    noun: "field",
    columns: [Column("field"), Column("value", wraps: true)]
  )

  /// One item a member; members of members as `store.bytes`, of the objects of a list as
  /// `data.stances.0.holder`, so that nothing of them is left out.
  package static func items(_ answer: JSONValue) -> [JSONValue] {
    (answer.objectValue?.members ?? []).flatMap { items(of: $0.value, name: $0.key.string) }
  }

  private static func items(of value: JSONValue, name: String) -> [JSONValue] {
    if let object = value.objectValue {
      return object.members.flatMap { items(of: $0.value, name: "\(name).\($0.key)") }
    }
    let elements = value.arrayValue ?? []
    if elements.contains(where: { $0.objectValue != nil || $0.arrayValue != nil }) {
      return elements.enumerated().flatMap { items(of: $0.element, name: "\(name).\($0.offset)") }
    }
    return [["field": .string(Text(name)), "value": .string(Text(FieldText.of(value)))]]
  }
}
