import ArgumentParser
import ChanceryClient
import ChanceryRender

/// `chancery show`.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one event: what it records, and what was derived from it.",
    discussion: """
      --raw gives the event exactly as it is stored, with nothing added.

      Example: chancery show 17
      """
  )

  @Argument(help: "The event's number.")
  var seq: UInt64
  @Flag(help: "Give the stored bytes.")
  var raw = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let derived = raw || session.format.isJSON ? nil : "true"
    let response = try session.fetch(
      .get("v1", "events", String(seq), query: [("derived", derived)])
    )
    if raw {
      return try session.finish(data: response.body, asJSON: true)
    }
    try session.printOne(response.body, view: FieldsView.view, items: { FieldsView.items($0) }) {
      EventCard.text($0, style: session.style)
    }
  }
}
