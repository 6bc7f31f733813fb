import ArgumentParser
import ChanceryModel

/// `chancery withdraw`.
struct Withdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Withdraw events that should not have been recorded, with the reason.",
    discussion: """
      For records of ours that are wrong as a whole. A speaker who takes words back is a new statement, \
      with the position “withdrawn”. The log keeps both; a withdrawal that is itself withdrawn lets its \
      event stand again.

      Example: chancery withdraw 17 --reason "the quote is about another country"
      """
  )

  @Argument(help: "The events.")
  var seqs: [UInt64]
  @Option(help: "Why.")
  var reason: String
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    if options.id != nil, seqs.count > 1 {
      throw Fault.usage("--id is for one event", remedy: "withdraw them one by one")
    }
    let events = seqs.map { seq in
      var builder = EventBuilder("event.withdrawn")
      builder.set("event", number: Int(seq))
      builder.set("reason", reason)
      builder.set("note", options.note)
      return builder.event(id: options.id)
    }
    try session.appendAndTell(events, options, isTried: true)
  }
}
