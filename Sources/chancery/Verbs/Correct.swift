import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery correct`.
struct Correct: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Correct an event: give its content anew, with the reason.",
    discussion: """
      The log keeps both: the correction is an event of its own, and `--known` still gives the answer \
      from before. What is not named stays. If somebody corrected the event since it was read, nothing \
      is appended.

      --set and --unset change any field of any type, by JSON pointer; --data gives the content whole.

      Example: chancery correct 17 --position support --reason "misread: the refusal is about UN troops"
      """
  )

  @Argument(help: "The event: by its own number, whatever corrections it has had.")
  var seq: UInt64
  @Option(help: "Why.")
  var reason: String
  @Option(help: ArgumentHelp("The day it was said; may be uncertain (EDTF).", valueName: "date"))
  var said: String?
  @Option(help: ArgumentHelp("Whose stance it is.", valueName: "name"))
  var holder: String?
  @Option(name: [.short, .long], help: ArgumentHelp("On which topic.", valueName: "slug"))
  var topic: String?
  @Option(help: ArgumentHelp("The position.", valueName: "word"))
  var position: String?
  @Option(help: ArgumentHelp("declared, attributed, absence or leaked.", valueName: "word"))
  var standing: String?
  @Option(help: ArgumentHelp("The source that reports it.", valueName: "name"))
  var source: String?
  @Option(help: ArgumentHelp("The words, as the source gives them.", valueName: "text"))
  var quote: String?
  @Option(help: ArgumentHelp("What was said, in our words.", valueName: "text"))
  var paraphrase: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A field by its pointer; may be repeated.", valueName: "pointer=json")
  )
  var set: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A field to leave out; may be repeated.", valueName: "pointer")
  )
  var unset: [String] = []
  @Option(help: ArgumentHelp("The whole content.", valueName: "json"))
  var data: String?
  @OptionGroup(title: "Speaker") var speaker: SpeakerOptions
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    let current = try CurrentEvent(seq, session)
    guard !current.data.isNull else {
      throw Fault(
        "event \(seq) was redacted: nothing of it is left to correct",
        remedy: "chancery show \(seq) says who redacted it, and why",
        status: ExitStatus.badData
      )
    }
    let new = try Correction(correct: self, session: session).data(of: current)
    let changes = FieldChanges.lines(from: current.data, to: new)
    guard !changes.isEmpty else {
      throw Fault.usage(
        "that changes nothing of event \(seq)",
        remedy: "say what is to be otherwise: --position, --said, --set … (chancery help correct)"
      )
    }
    if !session.format.isData {
      try session.output.write(changes.map { "\(SafeText.line($0))\n" }.joined())
    }
    var builder = EventBuilder("event.corrected")
    builder.set("event", number: Int(seq))
    builder.set("version", number: current.version)
    builder.set("data", json: new)
    builder.set("reason", reason)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }
}
