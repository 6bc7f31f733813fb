import ChanceryAPI

/// How much the server takes on.
///
/// What clients must know is `Limits`; tests lower it here.
package struct ServerLimits: Sendable {
  /// Bytes of a request's line and header fields.
  package var headerBytes = Limits.headerBytes
  /// Bytes of a request's body.
  package var bodyBytes = Limits.bodyBytes
  /// Bytes of a body that is one small JSON object.
  package static let documentBytes = 16 * 1024
  /// Bytes of all bodies in memory at once; beyond it appends are told to come again.
  package var bodyBytesInFlight = 64 * 1024 * 1024
  /// Events of one request to append.
  package var eventsPerRequest = Limits.eventsPerRequest
  /// Events of one `dry_run=true`.
  package var eventsPerDryRun = Limits.dryRunEvents
  /// Connections that are no followers.
  package var connections = Limits.connections
  /// Connections that follow the log.
  package var followers = Limits.followers
  /// Items of a page.
  package var page = Limits.page
  /// Items of a page if the request does not say.
  package var pageDefault = Limits.defaultPage
  /// Bodies up to this size are decoded on the event loop: a hop to the pool costs more.
  package var inlineBodyBytes = 4_096
  /// Bytes of one page of an export.
  package var exportPageBytes = 512 * 1024
  /// How often a quiet follower gets a bookmark.
  package var bookmarkInterval = Duration.seconds(Limits.bookmarkSeconds)
  /// How long a request may make no progress.
  package var progress = Duration.seconds(Limits.idleSeconds)
  /// How many bytes of a body count as progress within that time.
  package var progressBytes = 16_384
  /// How long a connection may be idle between requests.
  package var idle = Duration.seconds(300)
  /// How often deadlines are looked at.
  package var sweepInterval = Duration.seconds(1)
  /// How long connections may take to finish when the daemon stops.
  package var drain = Duration.seconds(4)

  package init() {}
}
