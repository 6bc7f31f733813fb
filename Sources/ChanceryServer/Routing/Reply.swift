import ChanceryModel

/// How a request is answered.
enum Reply: Sendable {
  /// At once.
  case now(Response)
  /// By the pool.
  case job(@Sendable () throws(Refusal) -> Response)
  /// By the pool, once a checkpoint of at least that many events is signed.
  case signed(
    covering: UInt64,
    job: @Sendable (CheckpointAnswer) throws(Refusal) -> Response
  )
  /// By the writer, once the body is here.
  case append(AppendPlan)
  /// Line by line as the body comes.
  case check(declare: Bool)
  /// By the writer, part by part as the body comes.
  case bulk(BulkPlan)
  /// Page by page.
  case pages(StaticString, first: PageProducer)
  /// As long as the client stays.
  case follow(FollowPlan)
  /// By the progress of long work, line by line.
  case work(LongWork)
  /// As its small JSON body says, once that is here.
  case document(RequestBody.DocumentReader)
  /// By what a verification finds.
  case verify

  /// True if the request's body is wanted.
  var takesBody: Bool {
    switch self {
    case .append, .check, .bulk, .document: true
    default: false
    }
  }
}

/// What a request to append says beside its body.
struct AppendPlan: Sendable {
  var mediaType: BodyMediaType
  var expectedHead: UInt64?
  var declare: Bool
  var isDryRun: Bool
  var recordedBy: Text
}
