import ArgumentParser

/// `-t`, as often as there are topics.
struct TopicsOption: ParsableArguments {
  @Option(
    name: [.customShort("t"), .customLong("topic")],
    parsing: .singleValue,
    help: ArgumentHelp(
      "A topic: slug, title or a unique beginning; may be repeated.",
      valueName: "topic"
    ),
    completion: NameCompletion.topic
  )
  var topics: [String] = []

  /// The slugs, each once, in the order they were given.
  func resolved(_ session: Session, and more: [String] = []) throws(Fault) -> [String] {
    var slugs: [String] = []
    for name in more + topics {
      let slug = try session.resolve(.topic, name)
      if !slugs.contains(slug) { slugs.append(slug) }
    }
    return slugs
  }
}
