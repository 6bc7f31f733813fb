/// The media types the API reads and writes.
package enum MediaType: String, Sendable, CaseIterable {
  /// One value, or an array of events.
  case json = "application/json"
  /// One event, as CloudEvents writes it.
  case cloudEvent = "application/cloudevents+json"
  /// One value a line.
  case ndjson = "application/x-ndjson"
  /// A refusal, RFC 9457.
  case problem = "application/problem+json"
  /// A stream for browsers.
  case eventStream = "text/event-stream"
  /// A source's text, `livez`.
  case text = "text/plain; charset=utf-8"
  /// Metrics in Prometheus's exposition format.
  case metrics = "text/plain; version=0.0.4; charset=utf-8"
}
