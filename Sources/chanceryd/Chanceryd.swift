import ArgumentParser
import ChanceryAPI
import ChanceryServer
import Glibc
import Logging
import Metrics
import ServiceLifecycle
import UnixSignals

/// The daemon's process: reads its configuration, opens the journal, and serves until a signal.
struct Chanceryd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chanceryd",
    abstract: "Keeps a journal of diplomatic statements and serves it over a Unix socket.",
    discussion: """
      Runs in the foreground and stops cleanly on SIGTERM or SIGINT; a second signal ends it at once. \
      Each option can also stand in the configuration file, or in the environment as CHANCERY_DATA, \
      CHANCERY_SOCKET and so on: options win over the environment, the environment over the file. \
      Further keys are in Documentation/Operating.md.

      Exit status: 0 after a clean end; 64 an option that is not understood; 65 damage, or a journal of \
      another version; 73 a directory or file that cannot be made; 74 the store or the disk failed; 75 \
      another daemon is there; 77 the rights do not suffice; 78 the configuration is wrong; 128 and the \
      signal's number after a second signal.

      Verbs that work on a directory while no daemon runs on it, each with its own --help: \
      \(OfflineVerbs.names).

      Example: chanceryd --data /var/lib/chancery --socket /run/chancery/chancery.sock

      Example: chanceryd --config /etc/chancery/chancery.json --check-config
      """,
    version: ChanceryVersion.current
  )

  @Option(
    help: ArgumentHelp("The journal's directory; made if it is missing.", valueName: "directory")
  )
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The socket's path, at most \(UnixListener.pathBytes) bytes.",
      valueName: "path"
    )
  )
  var socket: String?

  @Option(
    help: ArgumentHelp(
      "A configuration file (JSON); see Documentation/Operating.md.",
      valueName: "file"
    )
  )
  var config: String?

  @Option(
    help: ArgumentHelp(
      "trace, debug, info, notice, warning, error or critical.",
      valueName: "level"
    )
  )
  var logLevel: String?

  @Option(help: ArgumentHelp("logfmt or json.", valueName: "format"))
  var logFormat: String?

  @Flag(help: "Check the configuration, then exit.")
  var checkConfig = false

  func run() async throws {
    do {
      let activated: Int32?
      do {
        activated = try ActivatedSocket.take()
      } catch {
        throw StartFailure(
          error.message,
          hint: error.hint,
          exitCode: StartFailure.ExitCode.configuration
        )
      }
      try await run(activated)
    } catch let failure as StartFailure {
      StandardError.write("chanceryd: \(failure.message)\n")
      if let hint = failure.hint { StandardError.write("  → \(hint)\n") }
      throw ArgumentParser.ExitCode(failure.exitCode)
    }
  }

  private func run(_ activated: Int32?) async throws {
    let options = ConfigurationReader.Options(
      data: data,
      socket: socket,
      logLevel: logLevel,
      logFormat: logFormat
    )
    let configuration = try await ConfigurationReader.read(file: config, options: options)
    let settings = try configuration.settings(needsSocket: activated == nil)
    guard !checkConfig else {
      print(
        "chanceryd: the configuration is sound: data \(settings.data), socket \(settings.socket)"
      )
      return
    }
    let metrics = MetricsRegistry()
    MetricsSystem.bootstrap(metrics)
    let logger = configuration.makeLogger()
    OpenFiles.raiseLimit()
    let daemon = try Daemon(
      settings,
      activated: activated,
      notifier: .fromEnvironment(),
      metrics: metrics,
      logger: logger,
      onStopping: SecondSignal.endsTheProcess
    )
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [ServiceGroupConfiguration.ServiceConfiguration(service: daemon)],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: quiet
      )
    )
    try await group.run()
  }
}
