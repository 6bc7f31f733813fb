/// How large an event and its parts may be, and what computes a digest.
///
/// The limits are named constants, shown by `status`. The two large ones may be lowered for tests.
/// This module has no cryptography of its own: the caller gives SHA-256.
package struct EventLimits: Sendable {
  /// Links that bear on the fold and name one statement, standing or not; each is read when the statement changes.
  package static let foldedLinkCountMax = 256
  /// Statements that such links make one utterance; all are read when one of them changes.
  package static let utteranceCountMax = 256
  /// Bytes of an event's canonical data, a source's text not counted.
  package static let eventBytesMax = 256 * 1024
  /// Bytes of a source's text.
  package static let sourceTextBytesMax = 4 * 1024 * 1024
  /// Bytes of the CloudEvents `source` and of `id`.
  package static let keyBytesMax = 200
  /// Bytes of a name, and of any word a user chooses (a unit, a place, an act).
  package static let nameBytesMax = 200
  /// Bytes of a line: a title, an occasion, a `subject`.
  package static let lineBytesMax = 1024
  /// Bytes of a URL.
  package static let urlBytesMax = 2048
  /// Bytes of a quote, a condition or a proposition.
  package static let quoteBytesMax = 4096
  /// Bytes of a note, a paraphrase, a report's or an outcome's text.
  package static let textBytesMax = 64 * 1024
  /// Elements of a list: a group's members, the aliases of a name.
  package static let listCountMax = 1000
  /// Reports of one statement; a report on a filed text costs a scan of it.
  package static let reportCountMax = 64
  /// Quotes of one report; each costs a scan of the source's text, if that is on file.
  package static let quoteCountMax = 64

  /// Bytes of canonical data accepted here.
  package var eventBytes: Int
  /// Bytes of a source's text accepted here.
  package var sourceTextBytes: Int
  /// SHA-256 of some bytes, in lower-case hex.
  package var sha256: @Sendable ([UInt8]) -> Text

  /// Limits of a journal, with the digest to use for a source's text.
  package init(
    eventBytes: Int = EventLimits.eventBytesMax,
    sourceTextBytes: Int = EventLimits.sourceTextBytesMax,
    sha256: @escaping @Sendable ([UInt8]) -> Text
  ) {
    self.eventBytes = eventBytes
    self.sourceTextBytes = sourceTextBytes
    self.sha256 = sha256
  }
}
