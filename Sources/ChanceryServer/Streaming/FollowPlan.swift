import ChanceryModel

/// What a follower asked for.
struct FollowPlan: Sendable {
  var filter: EventFilter
  /// The last event it has.
  var after: UInt64
  var form: EventMediaType

  /// The stream's Content-Type.
  var contentType: StaticString {
    form == .serverSentEvents ? Response.serverSentEvents : Response.lines
  }
}
