import ArgumentParser
import ChanceryModel

/// Where a fact about a meeting comes from.
struct EvidenceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The source that reports it.", valueName: "name"),
    completion: NameCompletion.source
  )
  var source: String?
  @Option(help: ArgumentHelp("The words of the source.", valueName: "text"))
  var quote: String?
  @Option(
    help: ArgumentHelp(
      "When it was said (default: the source's day of publication).",
      valueName: "date"
    )
  )
  var said: String?
  @OptionGroup(title: "Speaker") var speaker: SpeakerOptions

  /// Puts the evidence into an event.
  func fill(_ builder: inout EventBuilder, _ session: Session, mayBeNew: Bool) throws(Fault) {
    var slug: String?
    if let source { slug = try session.resolve(.source, source, mayBeNew: mayBeNew) }
    if let quote {
      guard let slug else {
        throw .usage("--quote needs the source it is from", remedy: "add --source SLUG")
      }
      builder.set(
        "report",
        json: ["source": .string(Text(slug)), "form": "quote", "text": .string(Text(quote))]
      )
    } else {
      builder.set("source", slug)
    }
    let anchor = try session.anchor(ofSaid: said, published: nil, source: slug)
    builder.set("said", try session.expression(said, from: anchor))
    builder.set("by", json: try speaker.json(session))
  }
}
