package import ChanceryModel

/// An answer that is no list, as rows of field and value.
package enum FieldsView {
  package static let view = ListView(
    noun: "field",
    columns: [Column("field"), Column("value", wraps: true)]
  )

  /// One item a member; members of members as `store.bytes`.
  package static func items(_ answer: JSONValue, prefix: String = "") -> [JSONValue] {
    (answer.objectValue?.members ?? []).flatMap { member -> [JSONValue] in
      let name = prefix + member.key.string
      if member.value.objectValue != nil { return items(member.value, prefix: name + ".") }
      return [["field": .string(Text(name)), "value": .string(Text(FieldText.of(member.value)))]]
    }
  }
}
