import ArgumentParser
import ChanceryRender

extension OutputFormat: ExpressibleByArgument {}
extension ColourChoice: ExpressibleByArgument {}

/// What the output looks like.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The form of the output, the same into a pipe.", valueName: "format")
  )
  var format = OutputFormat.table

  @Option(
    name: .customLong("color"),
    help: ArgumentHelp("Whether to use colour.", valueName: "when")
  )
  var colour = ColourChoice.auto
}
