import ArgumentParser

/// `-t`, for the verbs whose topic is not always the last word.
struct TopicOption: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "The topic: slug, title or a unique beginning.",
    completion: NameCompletion.topic
  )
  var topic: String?

  /// The topic of the argument or of the option.
  func either(_ argument: String?) throws(Fault) -> String? {
    if let argument, let topic, argument != topic {
      throw .usage("two topics are given: \(argument) and \(topic)", remedy: "leave one out")
    }
    return argument ?? topic
  }

  /// The slug of that topic; if neither is there, of the topic of the settings.
  func slug(or argument: String?, _ session: Session) throws(Fault) -> String? {
    guard let name = try either(argument) else { return try session.topicOfSettings() }
    return try session.resolve(.topic, name)
  }
}
