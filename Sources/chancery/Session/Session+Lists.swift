import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Session {
  /// Prints a paged list, following `next` as far as the options allow.
  ///
  /// All pages are read at one head: after the first, `known` is its `head` where the route takes it,
  /// so that an append in between changes nothing.
  ///
  /// That is what `pins` says. The list begins behind the cursor `first`, and goes through a pager if it is
  /// more than the screen holds. Gives back how many items were printed.
  @discardableResult
  func printList(
    _ view: ListView,
    _ segments: [String],
    query: [(name: String, value: String?)],
    limit: PageLimit,
    after first: String? = nil,
    pins: Bool = true
  ) throws(Fault) -> Int {
    let (count, goesOn) = try output.paged { () throws(Fault) in
      try printPages(view, segments, query: query, limit: limit, after: first, pins: pins)
    }
    if goesOn && format != .json && !limit.isAsked {
      note("the list goes on: --all shows everything, -n N the first N")
    }
    return count
  }

  /// All items of a list, page by page.
  func items(
    _ segments: [String],
    _ query: [(name: String, value: String?)] = []
  ) throws(Fault) -> [JSONValue] {
    var items: [JSONValue] = []
    var after: String?
    repeat {
      let page = query + [("limit", "1000"), ("after", after)]
      let answer = try parse(try fetch(HTTPRequest("GET", segments, query: page)).body)
      items += answer["items"]?.arrayValue ?? []
      after = answer["next"].flatMap { $0.isNull ? nil : FieldText.of($0) }
    } while after != nil
    return items
  }

  /// Prints the pages of a list; how many items these were, and whether more would have followed.
  private func printPages(
    _ view: ListView,
    _ segments: [String],
    query: [(name: String, value: String?)],
    limit: PageLimit,
    after first: String?,
    pins: Bool
  ) throws(Fault) -> (count: Int, goesOn: Bool) {
    var printer = ListPrinter(
      view: view,
      format: format,
      style: style,
      names: names,
      limit: limit.count
    )
    var query = query
    var after = first
    repeat {
      let size = limit.pageSize(printed: printer.count)
      let cursor: [(name: String, value: String?)] = [("limit", String(size)), ("after", after)]
      let response = try fetch(HTTPRequest("GET", segments, query: query + cursor))
      try emit { () throws(Refusal) in try printer.add(page: response.body) }
      after = printer.nextCursor
      if pins, let head = response.head.journalHead { Session.pin(&query, to: head) }
    } while after != nil && !printer.isFull && output.isWanted
    try emit { () throws(Refusal) in printer.end() }
    try output.flush()
    return (printer.count, after != nil && output.isWanted)
  }

  private static func pin(_ query: inout [(name: String, value: String?)], to head: UInt64) {
    guard let index = query.firstIndex(where: { $0.name == "known" }), query[index].value == nil
    else { return }
    query[index].value = String(head)
  }

  /// Prints an NDJSON answer line by line, up to its `end` line, which is returned.
  ///
  /// A pager gets them if they are more than the screen holds; once its reader has left, nil is returned.
  func printLines(_ view: ListView, _ stream: ResponseStream) throws(Fault) -> JSONValue? {
    try output.paged { () throws(Fault) in try printEach(view, stream) }
  }

  private func printEach(_ view: ListView, _ stream: ResponseStream) throws(Fault) -> JSONValue? {
    var printer = RowPrinter(view: view, format: format, style: style, names: names)
    while let line = try nextLine(stream) {
      if let end = try control(line, "end") {
        try emit { () throws(Refusal) in printer.end() }
        try output.flush()
        return end
      }
      try emit { () throws(Refusal) in try printer.add(line) }
      if !output.isWanted { return nil }
    }
    throw Fault(
      "the answer ended before its last line",
      remedy: "try again",
      status: ExitStatus.retry
    )
  }

  /// The next line of a stream.
  func nextLine(_ stream: ResponseStream) throws(Fault) -> [UInt8]? {
    do {
      return try stream.nextLine()
    } catch {
      throw Fault(error)
    }
  }

  /// The line as JSON if it is one of the stream's own, as `{"end":…}`; nil if it is an item.
  func control(_ line: [UInt8], _ name: String) throws(Fault) -> JSONValue? {
    guard line.starts(with: Array("{\"\(name)\"".utf8)) else { return nil }
    return try parse(line)
  }
}
