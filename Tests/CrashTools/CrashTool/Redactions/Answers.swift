import ChanceryModel
import Foundation
import Proofs
import TestSupport

/// Holds every answer of a journal against those of its twin, which never had what was erased.
struct Answers {
  private let journal: RawConnection
  private let twin: RawConnection
  private let orders: [Erased]
  /// Some heads to ask as of.
  private let heads: [Int]
  private(set) var count = 0

  init(_ journal: Daemon, _ twin: Twin, orders: [Erased], heads: [Int]) throws {
    self.journal = try RawConnection(journal.socket)
    self.twin = try RawConnection(twin.daemon.socket)
    self.orders = orders
    self.heads = heads
  }

  /// Asks everything that can be asked.
  ///
  /// - Parameters:
  ///   - names: Names that only erased events defined.
  ///   - search: What may stand in no answer.
  /// - Throws: ``Fault`` for the first answer that differs.
  mutating func compare(names: [String], _ search: PieceSearch) throws {
    let clocks = ["at=2025-01-01", "at=2024-11-20", "at=2025-01-01&public=2024-12-31"]
    let known = heads.map { "at=2025-01-01&known=\($0)" }
    let topics = try slugs("topics", "topic", search)
    let sources = try slugs("sources", "source", search)
    let meetings = try slugs("meetings", "meeting", search)
    for list in ["actors", "people"] { _ = try slugs(list, "", search) }
    for slug in sources { try ask("/v1/sources/\(slug)/text", search) }
    for name in names {
      for kind in ["topics", "actors", "people", "sources", "meetings"] {
        try ask("/v1/\(kind)/\(name)", nil)
      }
      try ask("/v1/stances?topic=\(name)&at=2025-01-01", nil)
    }
    for query in clocks + known {
      for topic in topics {
        try ask("/v1/stances?topic=\(topic)&limit=1000&\(query)", search)
      }
      for holder in Author.holders {
        try ask("/v1/stances/\(holder)?limit=1000&\(query)", search)
        try ask("/v1/stances/\(holder)/history?limit=1000&\(query)", search)
        for topic in Author.topics {
          try ask("/v1/stances/\(holder)/\(topic)?\(query)", search)
        }
      }
      try ask("/v1/meetings?limit=1000&\(query)", search)
      for meeting in meetings { try ask("/v1/meetings/\(meeting)?\(query)", search) }
    }
    for topic in topics {
      try askChanges(topic, search)
      try ask("/v1/replay?by=said&topic=\(topic)", search)
    }
  }

  private mutating func slugs(
    _ list: String,
    _ member: Text,
    _ search: PieceSearch
  ) throws -> [String] {
    var slugs: [String] = []
    var after = ""
    repeat {
      let answer = try ask("/v1/\(list)?limit=500\(after)", search)
      slugs += (answer["items"]?.arrayValue ?? []).compactMap { $0[member]?.stringValue }
      after = answer["next"]?.stringValue.map { "&after=\($0)" } ?? ""
    } while !after.isEmpty
    return slugs
  }

  /// What changed of a topic since the first event: a page ends after some milliseconds, wherever it is.
  private mutating func askChanges(_ topic: String, _ search: PieceSearch) throws {
    let path = "/v1/changes?known_from=1&at=2025-01-01&limit=1000&topic=\(topic)"
    let (ours, its) = (try Answers.items(journal, path), try Answers.items(twin, path))
    count += 1
    guard ours.json == its.json else {
      throw Fault("\(path): \(Answers.difference(ours.json, its.json, ""))")
    }
    if let find = search.first(in: ours.bytes, of: path) { throw Fault("\(find)") }
  }

  /// The items of all pages, as they are shown, and the bytes of them.
  private static func items(
    _ connection: RawConnection,
    _ path: String
  ) throws -> (json: JSONValue, bytes: [UInt8]) {
    var (items, bytes, next): ([JSONValue], [UInt8], String?) = ([], [], "")
    while let after = next {
      let place = after.isEmpty ? "" : "&after=\(after)"
      let answer = try connection.exchange("GET \(path)\(place) HTTP/1.1\r\nHost: x\r\n\r\n")
      guard answer.status == 200, let page = answer.json["items"]?.arrayValue else {
        throw Fault("\(path)\(place): \(answer.status) \(answer.text.prefix(300))")
      }
      items += page
      bytes += answer.body
      next = answer.json["next"]?.stringValue
    }
    return (shown(.array(items)), bytes)
  }

  /// Asks both; the twin's answer.
  @discardableResult
  private mutating func ask(_ path: String, _ search: PieceSearch?) throws -> JSONValue {
    let request = "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n"
    let (ours, its) = (try journal.exchange(request), try twin.exchange(request))
    count += 1
    guard ours.status == its.status else {
      throw Fault("\(path): \(ours.status) \(ours.text.prefix(300)), the twin \(its.status)")
    }
    if let find = search?.first(in: ours.body, of: path) { throw Fault("\(find)") }
    let type = ours.header("content-type") ?? ""
    if type.hasPrefix("text/plain") {
      guard ours.body == its.body else { throw Fault("\(path): another text") }
      return .null
    }
    let isLines = type.hasPrefix("application/x-ndjson")
    let (left, right) = try (Answers.parse(ours, isLines), Answers.parse(its, isLines))
    var (shownLeft, shownRight) = (Answers.shown(left), Answers.shown(right))
    if isLines {
      shownLeft = Answers.sortedByDay(shownLeft)
      shownRight = Answers.sortedByDay(shownRight)
    }
    guard shownLeft == shownRight else {
      throw Fault(
        "\(path): \(Answers.difference(shownLeft, shownRight, ""))"
      )
    }
    try checkCounts(left, path)
    return right
  }

  private static func parse(_ response: RawResponse, _ isLines: Bool) throws -> JSONValue {
    guard isLines else { return try JSONParser.parse(response.body) }
    let lines = response.body.split(separator: UInt8(ascii: "\n"))
    return .array(try lines.map { try JSONParser.parse(Array($0)) })
  }

  /// Lines of a replay, those of one day in an order that hangs on themselves alone.
  ///
  /// The journal's own order within a day is that in which holders were first heard of, even by a statement that
  /// was withdrawn since; the twin may lack that statement, if it rested on what was erased.
  private static func sortedByDay(_ lines: JSONValue) -> JSONValue {
    .array(
      (lines.arrayValue ?? []).sorted { left, right in
        let days = (left["day"]?.textValue ?? "", right["day"]?.textValue ?? "")
        guard days.0 == days.1 else { return days.0 < days.1 }
        return CanonicalJSON.bytes(of: left)
          .lexicographicallyPrecedes(CanonicalJSON.bytes(of: right))
      }
    )
  }

  // MARK: What an answer says

  /// What hangs on the moment, on a salt, or on that there was something once.
  private static let passing: Set<Text> = ["recordedat", "datahash", "redactions", "recordedby"]

  /// An answer without what must differ; an item that says no more than that something was erased is
  /// none.
  private static func shown(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(var object):
      // The version that it replaces is one of those that are gone, perhaps.
      if object["type"] == "event.corrected", var data = object["data"]?.objectValue {
        data["version"] = nil
        object["data"] = .object(data)
      }
      return .object(
        JSONObject(
          unsorted: object.members.filter { !passing.contains($0.key) }.map {
            JSONObject.Member(key: $0.key, value: shown($0.value))
          }
        )
      )
    case .array(let elements):
      return .array(elements.filter { !isEmpty($0) }.map { shown($0) })
    default: return value
    }
  }

  private static func isEmpty(_ item: JSONValue) -> Bool {
    guard item["redactions"] != nil, let position = item["position"] else { return false }
    return position.isNull && item["possible"]?.arrayValue == [] && item["aside"]?.arrayValue == []
  }

  /// The first member that differs, and how.
  private static func difference(_ left: JSONValue, _ right: JSONValue, _ path: String) -> String {
    if let one = left.objectValue, let other = right.objectValue {
      let names = Set(one.members.map(\.key)).union(other.members.map(\.key))
      for name in names.sorted() where one[name] != other[name] {
        return difference(one[name] ?? .null, other[name] ?? .null, "\(path)/\(name)")
      }
    }
    if let one = left.arrayValue, let other = right.arrayValue, one.count == other.count {
      for (index, pair) in zip(one, other).enumerated() where pair.0 != pair.1 {
        return difference(pair.0, pair.1, "\(path)/\(index)")
      }
    }
    func text(_ value: JSONValue) -> String {
      String(String(decoding: CanonicalJSON.bytes(of: value), as: UTF8.self).prefix(400))
    }
    return "at \(path) it says \(text(left)), its twin \(text(right))"
  }

  // MARK: How many were erased

  /// Each answer that counts redactions counts all that spoke of it, and none that shares no mark.
  private func checkCounts(_ answer: JSONValue, _ path: String) throws {
    for item in answer["items"]?.arrayValue ?? [answer] {
      guard let count = item["redactions"]?.intValue else { continue }
      let known = (item["known"] ?? answer["known"])?.intValue ?? .max
      let marks: [[UInt8]]
      if let meeting = item["meeting"]?.textValue, item["values"] != nil {
        let merged = (item["merged_from"]?.arrayValue ?? []).compactMap(\.textValue)
        marks = ([meeting] + merged).map { RedactionMark.bytes(meeting: $0) }
      } else if let holder = item["holder"]?.textValue,
        let topic = (item["topic"] ?? answer["topic"])?.textValue, item["items"] == nil
      {
        marks = [RedactionMark.bytes(holder: holder, topic: topic)]
      } else {
        continue
      }
      let exact = marks.reduce(0) { $0 + counted($1, known) { $0 == $1 } }
      let most = marks.reduce(0) { $0 + counted($1, known, by: Answers.isAlike) }
      guard (exact...most).contains(count) else {
        throw Fault("\(path): \(count) redactions, it should be \(exact) (at most \(most))")
      }
    }
  }

  /// How many of the redactions that a head had spoke of something.
  private func counted(
    _ mark: [UInt8],
    _ known: Int,
    by isAlike: ([UInt8], [UInt8]) -> Bool
  ) -> Int {
    orders.count { order in
      order.event <= known && order.marks.contains { isAlike($0, mark) }
    }
  }

  /// Marks are kept as two bytes of a digest: what shares them counts, too.
  private static func isAlike(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    SHA256Digest.digest(of: left).bytes.prefix(2) == SHA256Digest.digest(of: right).bytes.prefix(2)
  }
}
