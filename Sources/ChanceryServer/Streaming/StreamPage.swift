import ChanceryModel

/// Makes one page of a stream; called on the pool, one call of the engine each.
typealias PageProducer = @Sendable () throws(Refusal) -> StreamPage

/// One page of a stream and how to make the one after it.
struct StreamPage: Sendable {
  /// What is sent.
  var bytes: [UInt8]
  /// nil after the last page.
  var next: PageProducer?
}
