import ChanceryModel
import NIOHTTP1

/// Puts the decoder's findings into words.
enum MalformedRequest {
  /// The refusal for bytes that are no HTTP/1.1 request.
  static func refusal(of error: HTTPParserError) -> Refusal {
    switch error {
    case .headerOverflow:
      Refusal(
        .headerTooLarge,
        "the request's line and header fields are larger than 16 KiB",
        hint: "long input belongs in the body of a POST"
      )
    case .invalidEOFState, .closedConnection:
      ConnectionHandler.truncated
    case .unexpectedContentLength:
      Refusal(.malformedRequest, "Content-Length twice, or beside Transfer-Encoding")
    case .invalidContentLength:
      Refusal(.malformedRequest, "Content-Length has to be one whole number")
    case .invalidChunkSize:
      Refusal(.malformedRequest, "a chunk's size is no hexadecimal number")
    case .invalidVersion, .paused:
      Refusal(.malformedRequest, "only HTTP/1.1 is spoken here")
    case .invalidMethod, .invalidURL, .invalidConstant:
      Refusal(.malformedRequest, "this is no HTTP/1.1 request line")
    case .invalidHeaderToken:
      Refusal(
        .malformedRequest,
        "a header field is malformed",
        hint: "no line folding, no white space before the colon, no control characters"
      )
    default:
      Refusal(.malformedRequest, "this is no HTTP/1.1 request")
    }
  }
}
