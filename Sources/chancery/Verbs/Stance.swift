import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery stance`.
struct Stance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stance",
    abstract: "Show where a holder stands on a topic, or on all of them.",
    discussion: """
      Shows the position, since when it holds, the words and the event it rests on, and what speaks \
      against it.

      Example: chancery stance Italy own-troops --at 2025-03-27
      """
  )

  @Argument(
    help: "Whose stance: code, name, alias or a unique beginning.",
    completion: NameCompletion.actor
  )
  var holder: String
  @Argument(
    help: "The topic; without it, all topics of the holder.",
    completion: NameCompletion.topic
  )
  var topic: String?
  @OptionGroup var topicOption: TopicOption
  @OptionGroup var exitCode: ExitCodeOption
  @OptionGroup var pages: PageOptions
  @OptionGroup var options: ReadOptions

  func run() throws {
    let session = try Session(options)
    let clocks = try options.clocks.query(session)
    let topicName = try topicOption.either(topic)
    let holder = try session.resolve(.actor, holder)
    guard let topicName else {
      let count = try session.printList(
        StanceViews.holder(session.names),
        ["v1", "stances", holder],
        query: clocks,
        limit: pages.limit
      )
      return try exitCode.check(isNegative: count == 0)
    }
    let topic = try session.resolve(.topic, topicName)
    let response = try session.fetch(
      HTTPRequest("GET", ["v1", "stances", holder, topic], query: clocks)
    )
    try show(response.body, session, clocks)
  }

  private func show(
    _ body: [UInt8],
    _ session: Session,
    _ clocks: [(name: String, value: String?)]
  ) throws {
    let answer = try session.parse(body)
    let isSilent = answer["position"]?.stringValue == nil
    let elsewhere = isSilent && !session.format.isData ? try others(answer, session, clocks) : []
    let person = session.format.isJSON ? nil : try personName(answer, session)
    try session.printOne(
      body,
      view: StanceViews.one,
      items: { [StanceViews.row($0, personName: person)] }
    ) { answer in
      StanceCard.text(
        answer,
        names: session.names,
        style: session.style,
        speaker: person.map { speaker($0, answer) },
        elsewhere: elsewhere
      )
    }
    try exitCode.check(isNegative: isSilent)
  }

  /// The speaker's name, if the statement gives the speaker by a slug.
  private func personName(_ answer: JSONValue, _ session: Session) throws -> String? {
    guard let slug = StatementText.content(answer)["speaker"]?["person"]?.stringValue else {
      return nil
    }
    return try session.personName(slug)?.string
  }

  private func speaker(_ name: String, _ answer: JSONValue) -> String {
    let role = FieldText.of(StatementText.content(answer)["speaker"]?["role"])
    return role.isEmpty ? name : "\(name), \(role)"
  }

  /// What the holder has said on other topics, where it is silent on this one.
  private func others(
    _ answer: JSONValue,
    _ session: Session,
    _ clocks: [(name: String, value: String?)]
  ) throws -> [JSONValue] {
    let holder = FieldText.of(answer["holder"])
    let response = try session.fetch(
      HTTPRequest("GET", ["v1", "stances", holder], query: clocks + [("limit", "20")])
    )
    return (try session.parse(response.body)["items"]?.arrayValue ?? [])
      .filter { $0["position"]?.stringValue != nil }
  }
}
