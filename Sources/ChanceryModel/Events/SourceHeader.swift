/// `source.filed`.
package struct SourceHeader: Sendable, Equatable {
  package var slug: Text
  package var title: Text?
  /// Publication: bounds nil where none was given or an end is open.
  package var publishedText: Text?
  package var publishedEarliest: CivilDate?
  package var publishedLatest: CivilDate?
  /// ASCII A-F, or nil.
  package var reliability: UInt8?
  package var derivedFrom: Text?
  /// Lower-case hex, if the document's digest is on file.
  package var sha256: Text?
  /// True if the text itself is on file beside the log.
  package var hasText: Bool

  package init(
    slug: Text,
    title: Text? = nil,
    publishedText: Text? = nil,
    publishedEarliest: CivilDate? = nil,
    publishedLatest: CivilDate? = nil,
    reliability: UInt8? = nil,
    derivedFrom: Text? = nil,
    sha256: Text? = nil,
    hasText: Bool = false
  ) {
    self.slug = slug
    self.title = title
    self.publishedText = publishedText
    self.publishedEarliest = publishedEarliest
    self.publishedLatest = publishedLatest
    self.reliability = reliability
    self.derivedFrom = derivedFrom
    self.sha256 = sha256
    self.hasText = hasText
  }
}
