import ArgumentParser

/// How much of a list is shown.
struct PageOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .customLong("limit")],
    help: ArgumentHelp(
      "Show at most so many (default: \(PageLimit.countDefault)).",
      valueName: "count"
    )
  )
  var count: Int?

  @Flag(help: "Show everything.")
  var all = false

  func validate() throws {
    if let count, count < 1 { throw ValidationError("-n takes a count of 1 or more") }
    if count != nil && all { throw ValidationError("-n and --all exclude each other") }
  }

  var limit: PageLimit {
    all ? .none : PageLimit(count: count ?? PageLimit.countDefault, isAsked: count != nil)
  }
}
