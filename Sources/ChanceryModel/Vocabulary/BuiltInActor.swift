/// An actor that every journal knows without defining it.
package struct BuiltInActor: Sendable, Equatable {
  /// What it is.
  package enum Kind: String, Sendable {
    case state
    case organisation
  }

  /// The ISO 3166 alpha-3 code, or `EU`, `NATO`, `UN`.
  package let code: Text
  /// The name to show, then the other English names, the aliases and the alpha-2 code.
  package let names: [String]
  package let kind: Kind
  /// The year the code was withdrawn from ISO 3166-1; nil if it is current.
  package let withdrawn: String?
  /// The ISO 3166-1 alpha-2 code, where it means this state alone.
  package let alpha2: Text?

  package init(code: Text, names: [String], kind: Kind, withdrawn: String?, alpha2: Text?) {
    self.code = code
    self.names = names
    self.kind = kind
    self.withdrawn = withdrawn
    self.alpha2 = alpha2
  }

  /// The name to show.
  package var name: String { names[0] }
}
