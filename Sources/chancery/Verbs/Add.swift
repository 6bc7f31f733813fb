import ArgumentParser
import ChanceryModel
import ChanceryRender

/// `chancery add`.
struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Append one statement.",
    discussion: """
      Tells the dates as resolved, whether the words count as the holder's own, the event's number, and \
      what they changed. Holder, topic and source may be the beginning of a name; a speaker is known by a \
      full name, slug or alias alone, and any other name stays as it is typed. What a name was taken for \
      is told, where it is not what was typed. `chancery add -` takes one event as JSON from standard \
      input. Without a holder the statement is written in $EDITOR; what cannot be appended is opened again \
      with the fault above its line, until it is saved without a change; a text that was not appended is \
      kept as a draft.

      Example: chancery add ITA own-troops oppose --said 2025-03-24 --by "Giorgia Meloni" \
      --source ansa-1 --quote "Italian troops are not envisaged" \
      --condition "exception:under a UN flag"
      """
  )

  @Argument(
    help: "Whose stance it is; - for one event on standard input; none for $EDITOR.",
    completion: NameCompletion.actor
  )
  var holder: String?
  @Argument(
    help: "The topic.",
    completion: NameCompletion.topic
  )
  var topic: String?
  @Argument(
    help: "support, conditional, undecided, neutral, oppose or withdrawn; - for an absence.",
    completion: NameCompletion.position
  )
  var position: String?
  @Option(help: ArgumentHelp("The day it was said; may be uncertain (EDTF).", valueName: "date"))
  var said: String?
  @Option(
    help: ArgumentHelp("The source that reports it.", valueName: "name"),
    completion: NameCompletion.source
  )
  var source: String?
  @Option(help: ArgumentHelp("The words, as the source gives them.", valueName: "text"))
  var quote: String?
  @Option(help: ArgumentHelp("What was said, in our words.", valueName: "text"))
  var paraphrase: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "precondition, exception, timing, definition or request, and its text; may be repeated.",
      valueName: "kind:text"
    )
  )
  var condition: [String] = []
  @Option(help: ArgumentHelp("declared, attributed, absence or leaked.", valueName: "standing"))
  var standing: String?
  @Option(help: ArgumentHelp("words, vote or deed.", valueName: "kind"))
  var kind: String?
  @Option(help: ArgumentHelp("The meeting where it was said.", valueName: "slug"))
  var meeting: String?
  @Option(
    help: ArgumentHelp(
      "When the source was published; files the source if it is not known.",
      valueName: "date"
    )
  )
  var published: String?
  @OptionGroup(title: "Speaker") var speaker: SpeakerOptions
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    guard let holder else {
      return try StatementEditor(session: session, options: options, given: given).run()
    }
    if holder == "-" {
      try session.appendAndTell([try StandardInputEvent.read(options)], options)
      return
    }
    let data = AddedStatement(add: self, holder: holder, session: session)
    try session.appendAndTell(try data.events(), options)
  }

  /// What the options say, for the fields that an editor shows.
  private var given: [String: String] {
    let values = [
      ("said", said), ("source", source), ("quote", quote), ("paraphrase", paraphrase),
      ("condition", condition.isEmpty ? nil : condition.joined(separator: "; ")),
      ("by", speaker.by), ("role", speaker.role), ("note", options.note),
    ]
    var given: [String: String] = [:]
    for case (let field, let value?) in values { given[field] = value }
    return given
  }
}
