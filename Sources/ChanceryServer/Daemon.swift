import ChanceryAPI
import ChanceryModel
import Glibc
package import Journal
package import Logging
import NIOPosix
import Projections
import ServiceLifecycle

/// The journal and its socket as one service: opened in order, closed in the opposite order.
package final class Daemon: Service {
  /// What the daemon is started with; names of users and groups are resolved already.
  package struct Settings: Sendable {
    package var data: String
    package var socket: String
    package var mapBytes: Int
    package var threads: Int
    /// The name that a new journal signs with; nil for one made of its UUID.
    package var origin: String?
    package var admins: RolePolicy.Members
    package var writers: RolePolicy.Members?
    package var readers: RolePolicy.Members?

    package init(
      data: String,
      socket: String,
      mapBytes: Int,
      threads: Int,
      origin: String? = nil,
      admins: RolePolicy.Members = RolePolicy.Members(),
      writers: RolePolicy.Members? = nil,
      readers: RolePolicy.Members? = nil
    ) {
      self.data = data
      self.socket = socket
      self.mapBytes = mapBytes
      self.threads = threads
      self.origin = origin
      self.admins = admins
      self.writers = writers
      self.readers = readers
    }
  }

  private let settings: Settings
  private let engine: Engine
  private let listener: UnixListener?
  private let descriptor: Int32
  private let notifier: ServiceNotifier
  private let metrics: MetricsRegistry
  private let logger: Logger
  /// Called when stopping has begun, so that a second signal ends the process.
  private let onStopping: @Sendable () -> Void

  /// Opens the journal, then the socket: only who holds the journal's lock may touch the socket file.
  ///
  /// - Parameters:
  ///   - settings: What to open.
  ///   - activated: The listening socket systemd handed over, if any.
  ///   - notifier: Who is told when the daemon is ready.
  ///   - metrics: Where measurements go.
  ///   - logger: Where the daemon says what it does.
  ///   - onStopping: Called when stopping begins.
  /// - Throws: ``StartFailure``, with the exit code to end with.
  package init(
    _ settings: Settings,
    activated: Int32?,
    notifier: ServiceNotifier,
    metrics: MetricsRegistry,
    logger: Logger,
    onStopping: @escaping @Sendable () -> Void
  ) throws(StartFailure) {
    self.settings = settings
    self.notifier = notifier
    self.metrics = metrics
    self.logger = logger
    self.onStopping = onStopping
    do throws(ListenError) {
      if activated == nil { try UnixListener.checkPath(settings.socket) }
    } catch { throw StartFailure(error) }
    do throws(JournalError) {
      engine = try Engine.open(
        Engine.Configuration(
          directory: settings.data,
          mapBytes: settings.mapBytes,
          origin: settings.origin,
          onWarning: { logger.warning("\($0)") },
          onFatal: Daemon.fatalStop
        )
      )
    } catch { throw StartFailure(error) }
    do throws(ListenError) {
      listener = activated == nil ? try UnixListener(path: settings.socket) : nil
    } catch {
      engine.close()
      throw StartFailure(error)
    }
    descriptor = activated ?? listener?.descriptor ?? -1
  }

  /// Ends the process because the store failed in a commit.
  ///
  /// What the disk holds now, only a new start can tell. So nothing more is touched, not even to say
  /// good-bye.
  private static let fatalStop: @Sendable (String) -> Never = { reason in
    StandardError.write(
      "chanceryd: the store failed, nothing more is written: \(reason)\n"
        + "  → look at the disk (df, dmesg), then start again; acknowledged events are safe\n"
    )
    _exit(StartFailure.ExitCode.inputOutput)
  }

  /// Serves until the service group asks it to stop.
  package func run() async throws {
    defer { engine.close() }
    let server: Server
    do {
      server = try await Server(
        journal: engine,
        descriptor: descriptor,
        policy: policy(),
        threads: settings.threads,
        metrics: metrics,
        logger: logger
      )
    } catch {
      listener?.removeFile()
      throw error
    }
    announce()
    try? await gracefulShutdown()  // it throws only when the task is cancelled: that too means stop
    notifier.stopping()
    onStopping()
    logger.info("stopping")
    listener?.removeFile()
    try await server.stop()
    logger.info("stopped", metadata: ["head": "\(engine.head)"])
  }

  /// Says that the daemon answers, and whether it has to make its projections anew first.
  ///
  /// systemd is told at once: a rebuild may take longer than it waits for a start.
  private func announce() {
    let place = UnixListener.boundPath(of: descriptor) ?? settings.socket
    let about = "socket \(place), data \(settings.data), head \(engine.head)"
    let name = "chanceryd \(ChanceryVersion.current)"
    let notifier = notifier
    if engine.readiness != .ready {
      let line = "rebuilding: \(about); questions wait for projections of this version"
      StandardError.write("\(name) \(line)\n")
      notifier.ready(line)
    }
    engine.whenSettled { refusal in
      guard let refusal else { return }
      let hint = refusal.code == .storageFull ? refusal.hint : nil
      StandardError.write(
        "\(name) cannot make its projections: \(refusal.detail)\n"
          + "  → only the log is served; \(hint ?? "mend that, then: chancery rebuild")\n"
      )
    }
    engine.whenReady {
      StandardError.write("\(name) ready: \(about)\n")
      notifier.ready("ready: \(about)")
    }
  }

  private func policy() -> RolePolicy {
    let path = UnixListener.boundPath(of: descriptor) ?? settings.socket
    return RolePolicy(
      daemonUser: geteuid(),
      socketGroup: UnixListener.group(of: path) ?? getegid(),
      admins: settings.admins,
      writers: settings.writers,
      readers: settings.readers
    )
  }
}

extension StartFailure {
  /// A journal that does not open.
  package init(_ error: JournalError) {
    let code =
      switch error.kind {
      case .locked: ExitCode.retry
      case .directory: ExitCode.cannotCreate
      case .format, .damaged: ExitCode.data
      case .storage: ExitCode.inputOutput
      case .configuration: ExitCode.configuration
      }
    self.init(error.detail, hint: error.hint, exitCode: code)
  }

  /// A socket that cannot be had.
  init(_ error: ListenError) {
    let code =
      switch error.kind {
      case .configuration: ExitCode.configuration
      case .rights: ExitCode.rights
      case .inUse: ExitCode.retry
      }
    self.init(error.message, hint: error.hint, exitCode: code)
  }
}
