import ArgumentParser
import ChanceryModel

/// What can be said of a source.
struct SourceFields: ParsableArguments {
  @Option(help: "Its title.")
  var title: String?
  @Option(help: "Who published it.")
  var publisher: String?
  @Option(help: "Where it is.")
  var url: String?
  @Option(help: ArgumentHelp("When it was published; may be uncertain (EDTF).", valueName: "date"))
  var published: String?
  @Option(help: ArgumentHelp("Its language, as en.", valueName: "tag"))
  var language: String?
  @Option(help: ArgumentHelp("The language it was translated from.", valueName: "tag"))
  var translatedFrom: String?
  @Option(
    help: ArgumentHelp("The source it rewrites: they count as one.", valueName: "name"),
    completion: NameCompletion.source
  )
  var derivedFrom: String?
  @Option(help: ArgumentHelp("A (reliable) to F (cannot be judged).", valueName: "letter"))
  var reliability: String?
  @OptionGroup var options: AppendOptions

  /// The event but for its text.
  func builder(_ slug: String, _ session: Session) throws(Fault) -> EventBuilder {
    var builder = EventBuilder("source.filed")
    builder.set("source", slug)
    builder.set("title", title)
    builder.set("publisher", publisher)
    builder.set("url", url)
    builder.set("published", try session.expression(published))
    builder.set("language", language)
    builder.set("translated_from", translatedFrom)
    if let derivedFrom { builder.set("derived_from", try session.resolve(.source, derivedFrom)) }
    builder.set("reliability", reliability)
    builder.set("note", options.note)
    return builder
  }
}
