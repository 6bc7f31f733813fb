import ArgumentParser

/// `--no-pager`, for the verbs that may print more than a screen holds.
struct PagerOption: ParsableArguments {
  @Flag(
    name: .customLong("no-pager"),
    help: "Never use a pager, however long the output is; see chancery help environment."
  )
  var isUnpaged = false
}
