import ChanceryModel
import Foundation
import Testing

/// Verbs as an analyst types them, one after the other.
extension Daemon {
  /// Runs a verb that has to succeed; what it printed.
  @discardableResult
  func does(
    _ arguments: String...,
    input: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let run = try chancery(arguments, input: input)
    try #require(
      run.status == 0,
      "\(arguments): \(run.output)\(run.errors)",
      sourceLocation: sourceLocation
    )
    return run.output
  }

  /// Runs a verb that has to end with a status and with words on standard error, and to append nothing.
  func refuses(
    _ arguments: String...,
    input: String? = nil,
    with status: Int32,
    saying words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try head()
    let run = try chancery(arguments, input: input)
    #expect(
      run.status == status,
      "\(arguments): \(run.output)\(run.errors)",
      sourceLocation: sourceLocation
    )
    for word in words {
      #expect(
        run.errors.contains(word),
        "\(arguments): “\(word)” in \(run.errors)",
        sourceLocation: sourceLocation
      )
    }
    #expect(try head() == before, "\(arguments)", sourceLocation: sourceLocation)
  }

  /// A stance at the end of March 2025, asked with further clocks.
  func stance(
    _ holder: String = "ITA",
    _ clocks: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONValue {
    let run = try chancery(
      ["stance", holder, "own-troops", "--at", "2025-03-31", "-o", "json"] + clocks
    )
    try #require(
      run.status == 0,
      "\(clocks): \(run.errors)",
      sourceLocation: sourceLocation
    )
    return try JSONParser.parse(Array(run.output.utf8), limits: JSONLimits(depth: 64))
  }

  /// The position of a stance at the end of March 2025; nil if nothing is on record.
  func position(
    _ holder: String = "ITA",
    known: Int? = nil,
    publicBy: String? = nil
  ) throws
    -> String?
  {
    var arguments = ["stance", holder, "own-troops", "--at", "2025-03-31", "-o", "json"]
    if let known { arguments += ["--known", "\(known)"] }
    if let publicBy { arguments += ["--public", publicBy] }
    let run = try chancery(arguments)
    try #require(run.status == 0, "\(arguments): \(run.errors)")
    return try JSONParser.parse(Array(run.output.utf8), limits: JSONLimits(depth: 64))["position"]?
      .stringValue
  }

  /// What `diff` finds between two heads, as `HOLDER KIND`.
  func differences(known span: String) throws -> [String] {
    let run = try chancery(["diff", "--known", span, "--at", "2025-03-31", "-o", "ndjson"])
    try #require(run.status == 0, "\(span): \(run.errors)")
    return try run.output.split(separator: "\n").map { line in
      let item = try JSONParser.parse(Array(line.utf8), limits: JSONLimits(depth: 64))
      return "\(item["holder"]?.stringValue ?? "?") \(item["kind"]?.stringValue ?? "?")"
    }
  }

  /// A journal of a topic (1), a source published on 25 March (2) and Italy's refusal of the 24th (3).
  static func withRefusal() throws -> Daemon {
    let daemon = try Daemon()
    try daemon.append(
      Sample.topic("own-troops"),
      #"{"type":"source.filed","id":"s1","data":{"source":"s1","published":"2025-03-25"}}"#,
      Sample.statement("a", more: #","source":"s1","quote":"no troops of ours","note":"first""#)
    )
    return daemon
  }
}
