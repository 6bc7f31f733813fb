/// How a speaker is called where one line must do.
package enum SpeakerName {
  /// The name to show for a `speaker` or `by` as it stands in an event's data.
  ///
  /// The first there is of: the name given, the defined person's display name, the person's slug,
  /// the role, the actor's code, the kind ("anonymous").
  ///
  /// - Parameters:
  ///   - speaker: A string is a name; else an object; nil or `null` if no speaker is given.
  ///   - personName: The display name of a defined person, by slug.
  /// - Returns: The name, or nil if no speaker is given.
  package static func display(
    of speaker: JSONValue?,
    personName: (Text) -> Text?
  ) -> Text? {
    guard let speaker else { return nil }
    if let name = speaker.textValue ?? speaker["name"]?.textValue { return name }
    if let person = speaker["person"]?.textValue { return personName(person) ?? person }
    return speaker["role"]?.textValue ?? speaker["actor"]?.textValue ?? speaker["kind"]?.textValue
  }
}
