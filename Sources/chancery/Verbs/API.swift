import ArgumentParser
import ChanceryClient
import ChanceryModel
import Glibc

/// `chancery api`.
struct API: OneForm {
  static let form =
    "what the daemon answers; --header says which, as “Accept: application/x-ndjson”"
  static let configuration = CommandConfiguration(
    commandName: "api",
    abstract: "Send one request of your own, and print the answer as it comes.",
    discussion: """
      The path is sent as it stands. An answer that is not 2xx is printed too, and gives its exit code.

      Example: chancery api GET '/v1/stances/ITA/own-troops?at=2025-03-27'
      """
  )

  @Argument(help: "GET, POST, ….")
  var method: String
  @Argument(help: "The path with its query, encoded.")
  var path: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The body: text, @FILE, or @- for standard input.", valueName: "data")
  )
  var data: String?
  @Option(
    name: [.customShort("H"), .customLong("header")],
    parsing: .singleValue,
    help: ArgumentHelp("A header field, as “Accept: application/x-ndjson”.", valueName: "field")
  )
  var fields: [String] = []
  @Flag(name: [.customShort("i"), .customLong("include")], help: "Print the answer's head too.")
  var isWithHead = false
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    let isWord = { (text: String) in
      !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
    guard isWord(method) else { throw ValidationError("the method is one word, as GET") }
    guard path.hasPrefix("/"), isWord(path) else {
      throw ValidationError("the path begins with / and has no blanks: encode them as %20")
    }
    for field in fields where !field.contains(":") || field.utf8.contains(where: { $0 < 0x20 }) {
      throw ValidationError("a header field is NAME: VALUE, not “\(field)”")
    }
  }

  func run() throws {
    let session = Session(connection)
    let stream: ResponseStream
    do {
      stream = try session.client.open(try request())
    } catch let error as ClientError {
      throw Fault(error)
    }
    let isJSON = stream.head["content-type"]?.contains("json") == true
    if isWithHead { try printHead(stream.head, session) }
    var body: [UInt8] = []
    do {
      while let block = try stream.nextBlock() {
        if !stream.head.isSuccess { body += block }
        try session.output.write(data: Array(block), asJSON: isJSON)
        if session.output.isTerminal { try session.output.flush() }
      }
    } catch let error as ClientError {
      throw Fault(error)
    }
    try session.output.flush()
    guard stream.head.isSuccess || stream.head.status < 400 else {
      throw QuietExit(status: Fault.status(of: Problem(head: stream.head, body: body)))
    }
  }

  private func request() throws(Fault) -> HTTPRequest {
    var request = HTTPRequest(method, rawTarget: path)
    for field in fields {
      let parts = field.split(separator: ":", maxSplits: 1).map { String($0) }
      request.fields.append((parts[0], String((parts.last ?? "").drop { $0 == " " })))
    }
    guard let data else { return request }
    let body = data.hasPrefix("@") ? try InputFile.read(String(data.dropFirst())) : Array(data.utf8)
    let isTyped = request.fields.contains { $0.name.lowercased() == "content-type" }
    if isTyped {
      request.body = .bytes(body)
      return request
    }
    return request.with(body: body, type: "application/json")
  }

  private func printHead(_ head: HTTPResponseHead, _ session: Session) throws(Fault) {
    var text = "HTTP/1.1 \(head.status)\n"
    for field in head.fields { text += "\(field.name): \(field.value)\n" }
    try session.output.write(data: Array((text + "\n").utf8), asJSON: false)
  }
}
