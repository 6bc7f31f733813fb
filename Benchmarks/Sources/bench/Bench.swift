import Foundation

/// Holds Chancery beside its peers on this machine and prints the ratios.
@main
struct Bench {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == Echo.argument { exit(Echo.serve(Array(arguments.dropFirst()))) }
    if arguments.contains("--help") || arguments.contains("-h") {
      print(Options.usage)
      return
    }
    do {
      try run(Options(arguments))
    } catch {
      Progress.say("\(error)")
      exit(1)
    }
  }

  private static func run(_ options: Options) throws {
    let root =
      ProcessInfo.processInfo.environment["CHANCERY_BENCH_DIR"]
      ?? "/var/tmp/chancery-bench-\(getuid())"
    let program = CommandLine.arguments[0]
    let scratch = try Scratch(root: root, program: program)
    try scratch.emptyWork()
    let base = try Base(scratch, options)
    let warning = Machine.warning
    let machine = try Machine(scratch, base, options).table
    print((options.markdown ? machine.markdown : machine.text) + "\n")
    if let warning { print("**\(warning)**\n") }
    for part in options.parts {
      Progress.say(part.rawValue)
      try scratch.settle()
      let report = try part.measure(base)
      try scratch.emptyWork()
      print(report.rendered(markdown: options.markdown))
      fflush(nil)
    }
  }
}
