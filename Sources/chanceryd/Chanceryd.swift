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
      Runs in the foreground and stops cleanly on SIGTERM or SIGINT; a second signal ends it at once.
      Each option can also stand in the configuration file, or in the environment as CHANCERY_DATA,
      CHANCERY_SOCKET and so on: options win over the environment, the environment over the file.

      Verbs that work on a directory while no daemon runs on it, each with its own --help: \
      \(OfflineVerbs.names).
      """,
    version: ChanceryVersion.current
  )

  @Option(help: "The journal's directory; made if it is missing.")
  var data: String?

  @Option(help: "The socket's path, at most \(UnixListener.pathBytes) bytes.")
  var socket: String?

  @Option(help: "A configuration file (JSON); see Documentation/Operating.md.")
  var config: String?

  @Option(help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel: String?

  @Option(help: "logfmt or json.")
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
