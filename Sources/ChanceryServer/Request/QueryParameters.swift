import ChanceryAPI
import ChanceryModel

/// The parameters of a request's query, each known to its route and given once.
///
/// A parameter that a route does not know is refused: a typo in `known` must not quietly answer
/// another question.
struct QueryParameters: Sendable {
  private var values: [(name: String, value: String)] = []

  /// Reads a query as sent, percent-encoded, against the names the route takes.
  init(_ query: Substring, allowed: [RouteParameter]) throws(Refusal) {
    let bytes = query.utf8.span
    var start = 0
    while start < bytes.count {
      let rest = bytes.extracting(start...)
      let pair = start..<start + (rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.count)
      start = pair.upperBound + 1
      guard !pair.isEmpty else { continue }
      let length = bytes.extracting(pair).firstIndex(of: UInt8(ascii: "=")) ?? pair.count
      let middle = pair.lowerBound + length
      guard let name = PercentCoding.decode(query.utf8(at: pair.lowerBound..<middle)),
        let value = PercentCoding.decode(
          query.utf8(at: min(middle + 1, pair.upperBound)..<pair.upperBound)
        )
      else {
        throw Refusal(.badParameter, "the query is not percent-encoded UTF-8")
      }
      guard allowed.contains(where: { $0.name == name }) else {
        throw QueryParameters.unknown(name, allowed.map(\.name))
      }
      guard self[name] == nil else {
        throw Refusal(.badParameter, "the parameter “\(name)” is given twice")
      }
      values.append((name, value))
    }
  }

  /// The value of a parameter, or nil if it was not given.
  subscript(name: String) -> String? {
    values.first { $0.name == name }?.value
  }

  private static func unknown(_ name: String, _ allowed: [String]) -> Refusal {
    let nearest = NearestNames.nearest(name, among: allowed, limit: 1).first
    let all = allowed.isEmpty ? "none" : allowed.sorted().joined(separator: ", ")
    return Refusal(
      .badParameter,
      "this route has no parameter “\(name)”",
      hint: nearest.map { "did you mean “\($0)”? " }.map { $0 + "It takes: \(all)." }
        ?? "It takes: \(all)."
    )
  }
}

// MARK: - Typed values

extension QueryParameters {
  func text(_ name: String) -> Text? { self[name].map { Text($0) } }

  /// A truth value: `?follow` and `?follow=true` are the same.
  func flag(_ name: String) throws(Refusal) -> Bool {
    switch self[name] {
    case nil, "false": return false
    case "", "true": return true
    case .some(let other):
      throw Refusal(.badParameter, "“\(name)” is true or false, not “\(other)”")
    }
  }

  /// A sequence number.
  func sequence(_ name: String) throws(Refusal) -> UInt64? {
    guard let value = self[name] else { return nil }
    guard value.utf8.allSatisfy(QueryParameters.isDigit), let number = UInt64(value) else {
      throw Refusal(.badParameter, "“\(name)” has to be a sequence number, not “\(value)”")
    }
    return number
  }

  /// Where a page begins: behind the item with that key.
  func cursor() throws(Refusal) -> Text? {
    guard let value = self["after"] else { return nil }
    guard value.utf8.count <= QueryParameters.cursorBytesMax else {
      throw Refusal(
        .badParameter,
        "“after” has \(value.utf8.count) bytes; no item's key is that long",
        hint: "take the next page with “after”, given as “next” in the answer"
      )
    }
    return Text(value)
  }

  /// Longer than any slug or code, shorter than what the store takes for a key.
  private static let cursorBytesMax = 256

  /// A page's size.
  func limit(default fallback: Int, through most: Int) throws(Refusal) -> Int {
    guard let value = self["limit"] else { return fallback }
    guard value.utf8.allSatisfy(QueryParameters.isDigit), let number = Int(value),
      (1...most).contains(number)
    else {
      throw Refusal(
        .badParameter,
        "“limit” has to be a number from 1 to \(most), not “\(value)”",
        hint: "take the next page with “after”, given as “next” in the answer"
      )
    }
    return number
  }

  /// A day: a date that is not understood is a refusal, never "now".
  func day(_ name: String) throws(Refusal) -> CivilDate? {
    guard let value = self[name] else { return nil }
    do {
      return try CivilDate.parse(Text(value))
    } catch {
      throw named(error, name)
    }
  }

  /// `at`, `known` and `public`.
  func clocks() throws(Refusal) -> ClockQuery {
    ClockQuery(at: try day("at"), known: try known(), publicDay: try day("public"))
  }

  /// Digits alone are a seq; with a `T` an instant; else a day.
  func known(_ name: String = "known") throws(Refusal) -> KnownQuery? {
    guard let value = self[name] else { return nil }
    if !value.isEmpty, value.utf8.allSatisfy(QueryParameters.isDigit) {
      guard let seq = UInt64(value) else {
        throw Refusal(.badParameter, "“\(name)” is beyond any sequence number")
      }
      return .seq(seq)
    }
    do {
      let isInstant = value.utf8.contains { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "t") }
      if isInstant { return .instant(try Instant.parse(Text(value))) }
      return .day(try CivilDate.parse(Text(value)))
    } catch {
      throw named(error, name)
    }
  }

  private func named(_ refusal: Refusal, _ name: String) -> Refusal {
    var refusal = refusal
    refusal.detail = "“\(name)”: " + refusal.detail
    return refusal
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
