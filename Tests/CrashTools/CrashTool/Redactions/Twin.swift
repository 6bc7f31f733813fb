import ChanceryModel
import Foundation
import TestSupport

/// A journal that never had what was erased: every other event, each with the seq that it has.
///
/// In place of what is gone, and of what said no more than something of that, stands an event that
/// moves no answer.
final class Twin {
  let daemon: Daemon
  private let erased: Set<Int>
  private let names: [[UInt8]]
  private var waiting: [JSONValue] = []
  private var waitingBytes = 0
  private var count = 0

  /// - Parameters:
  ///   - log: The log, after the redactions.
  ///   - orders: All redactions so far.
  ///   - names: What only erased events defined.
  /// - Throws: ``Fault`` if an event is refused that the journal has.
  init(of log: LoggedEvents, without orders: [Erased], names: [String]) throws {
    daemon = try Daemon()
    erased = orders.reduce(into: []) { $0.formUnion($1.family) }
    self.names = names.map { CanonicalJSON.bytes(of: .string(Text($0))) }
    for event in log.events { try take(event) }
    try flush()
    guard try daemon.head() == log.events.count else { throw Fault("the twin is not as long") }
  }

  private func take(_ event: LoggedEvents.Event) throws {
    let data = CanonicalJSON.bytes(of: event.data)
    if erased.contains(event.seq) || isEmptied(event, data) {
      return try add(Twin.filler(event.seq), bytes: 200)
    }
    var content = event.data
    if event.type == "event.corrected", let version = content["version"]?.intValue,
      erased.contains(version), let corrected = content["event"]?.intValue
    {
      // The version before the one that is gone.
      try flush()
      let answer = try daemon.get("/v1/events/\(corrected)?derived=true")
      let before = answer.json["state"]?["version"]?.intValue ?? 0
      content = try content.changed(at: "/version", to: .integer(before))
    }
    if let text = event.text, var object = content.objectValue {
      object["sha256"] = nil
      object["bytes"] = nil
      object["text"] = .string(text)
      content = .object(object)
    }
    try add(
      [
        "type": .string(Text(event.type)), "source": .string(Text(event.source)),
        "id": .string(Text(event.id)), "data": content,
      ],
      bytes: data.count + (event.text?.utf8.count ?? 0) + 300
    )
  }

  /// True for what says something only of what is gone.
  private func isEmptied(_ event: LoggedEvents.Event, _ data: [UInt8]) -> Bool {
    switch event.type {
    case "event.redacted": return true
    case "statements.linked":
      return ["from", "to"].contains { end in
        event.data[end]?.intValue.map { erased.contains($0) } ?? false
      }
    default:
      // What used a name and was withdrawn.
      return names.contains { Twin.holds(data, $0) }
    }
  }

  private static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first, bytes.count >= part.count else { return false }
    var index = bytes.startIndex
    while let place = bytes[index...].firstIndex(of: first) {
      if bytes[place...].starts(with: part) { return true }
      index = place + 1
    }
    return false
  }

  private static func filler(_ seq: Int) -> JSONValue {
    [
      "type": "stance.expected", "source": "twin", "id": .string(Text("filler-\(seq)")),
      "data": ["holder": "ITA", "topic": "t-0", "position": "support", "at": "2024-12-31"],
    ]
  }

  // MARK: Appending

  private func add(_ event: JSONValue, bytes: Int) throws {
    waiting.append(event)
    waitingBytes += bytes
    if waiting.count >= 500 || waitingBytes > 2 << 20 { try flush() }
  }

  private func flush() throws {
    guard !waiting.isEmpty else { return }
    let first = count + 1
    let answer = try daemon.post(CanonicalJSON.bytes(of: .array(waiting)))
    guard answer.status == 200, answer.json["first"]?.intValue == first else {
      throw Fault("the twin refused \(first)…: \(answer.status) \(answer.text.prefix(600))")
    }
    count += waiting.count
    waiting = []
    waitingBytes = 0
  }
}
