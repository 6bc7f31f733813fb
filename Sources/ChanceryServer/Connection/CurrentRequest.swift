/// What has to be remembered of a request until its answer is out.
struct CurrentRequest {
  /// The route as the metrics name it.
  var route = "none"
  /// True for HEAD: the answer has no body.
  var isHead = false
  /// False if the connection ends with this answer.
  var keepsAlive = true
  /// True until the end of the body has been read; an answer before that ends the connection.
  var awaitsBody = false
  /// Bytes this request holds of the bound on all bodies.
  var bodyBytes = 0
}
