import ArgumentParser
import ChanceryRender

extension OutputFormat: ExpressibleByArgument {}
extension ColourChoice: ExpressibleByArgument {}

/// What the output looks like.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "The form of the output, the same into a pipe (default: table).",
      valueName: "format"
    )
  )
  var formatGiven: OutputFormat?

  @Option(
    name: .customLong("color"),
    help: ArgumentHelp("Whether to use colour (default: auto).", valueName: "when")
  )
  var colourGiven: ColourChoice?

  @OptionGroup var pager: PagerOption

  @Flag(
    inversion: .prefixedNo,
    help: """
      Draw with ASCII alone; what is on record keeps its characters (default: by the terminal's locale).
      """
  )
  var ascii: Bool?

  /// The form asked for, else that of the settings, else a table.
  var format: OutputFormat { formatGiven ?? Settings.current.output ?? .table }

  /// What was asked for, else what the settings say, else by the terminal.
  var colour: ColourChoice { colourGiven ?? Settings.current.colour ?? .auto }
}
