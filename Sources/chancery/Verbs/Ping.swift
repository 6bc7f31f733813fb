import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery ping`.
struct Ping: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ping",
    abstract: "Ask the daemon for a sign of life, and time it.",
    discussion: """
      Times are round trips on one open connection, in milliseconds.

      Example: chancery ping -n 1000
      """
  )

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many times.")
  var count = 5
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    guard (1...1_000_000).contains(count) else { throw ValidationError("-n takes 1 to 1000000") }
  }

  func run() throws {
    let session = Session(connection, output)
    let request = HTTPRequest("GET", ["livez"])
    var microseconds: [Int] = []
    let head = try session.fetch(request).head.journalHead
    for _ in 0..<count {
      let start = Environment.monotonicSeconds
      _ = try session.fetch(request)
      microseconds.append(Int((Environment.monotonicSeconds - start) * 1e6))
    }
    microseconds.sort()
    let best = Ping.milliseconds(microseconds[0])
    let median = Ping.milliseconds(microseconds[microseconds.count / 2])
    let worst = Ping.milliseconds(microseconds[microseconds.count - 1])
    let socket = session.client.connectedPath ?? ""
    var answer = JSONWriter()
    answer.beginObject()
    answer.member("schema", "chancery.ping/1")
    answer.member("socket", socket)
    answer.member("head", head)
    answer.member("count", count)
    answer.member("best_ms", best)
    answer.member("median_ms", median)
    answer.member("worst_ms", worst)
    answer.endObject()
    try session.printOne(answer.bytes, view: FieldsView.view, items: { FieldsView.items($0) }) {
      _ in
      "chanceryd answers at \(SafeText.line(socket)): best \(best) ms, median \(median) ms, "
        + "worst \(worst) ms\n"
    }
  }

  /// To the microsecond.
  private static func milliseconds(_ microseconds: Int) -> Double {
    Double(microseconds) / 1000
  }
}
