import ArgumentParser
import ChanceryAPI
import ChanceryClient
import ChanceryRender

/// `chancery status`.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the state of the daemon and its journal.",
    discussion: """
      The limits it keeps are in -o json and in the other data formats.

      Example: chancery status -o json
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let response = try session.fetch(.get("v1", "status"))
    let socket = session.client.connectedPath ?? ""
    try session.printOne(response.body, view: FieldsView.view, items: { FieldsView.items($0) }) {
      StatusCard.text(
        $0,
        socket: socket,
        clientVersion: ChanceryVersion.current,
        style: session.style
      )
    }
  }
}
