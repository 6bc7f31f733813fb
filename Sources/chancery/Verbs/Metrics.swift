import ArgumentParser
import ChanceryClient

/// `chancery metrics`.
struct Metrics: OneForm {
  static let form = "the text of Prometheus"
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Print the daemon's metrics, in Prometheus' text form.",
    discussion: """
      For a Prometheus that reads no Unix sockets: have a timer write them into a file that its node \
      exporter collects.

      Example: chancery metrics > chancery.prom
      """
  )

  @OptionGroup var pager: PagerOption
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, pager: pager)
    let response = try session.fetch(HTTPRequest("GET", ["metrics"]))
    try session.finish(data: response.body, asJSON: false)
  }
}
