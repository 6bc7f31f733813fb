import ArgumentParser

/// What every verb that asks a question takes.
struct ReadOptions: ParsableArguments {
  @OptionGroup(title: "Clocks") var clocks: ClockOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions
}
