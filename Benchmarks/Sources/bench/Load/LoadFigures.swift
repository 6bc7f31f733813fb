/// What one run of the load generator found.
struct LoadFigures {
  var requests: Int
  /// How many requests were taken from the list, those of the warm-up too.
  var taken: Int
  var seconds: Double
  /// Microseconds from sending a request to having its whole reply.
  var p50: Double
  var p99: Double
  var max: Double
  /// Bytes of a reply, head and all.
  var replyBytes: Double

  var perSecond: Double { seconds > 0 ? Double(requests) / seconds : 0 }
}
