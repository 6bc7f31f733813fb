/// The data of `source.filed`.
package struct SourceData: Sendable, Equatable {
  package var source: Text
  package var title: Text?
  package var publisher: Text?
  package var url: Text?
  package var published: EDTF?
  package var language: Text?
  package var translatedFrom: Text?
  package var derivedFrom: Text?
  /// ASCII A-F.
  package var reliability: UInt8?
  /// Lower-case hex: as sent, or computed from the text.
  package var sha256: Text?
  /// How long the text is; only beside a digest.
  package var bytes: Int?

  package init(
    source: Text,
    title: Text? = nil,
    publisher: Text? = nil,
    url: Text? = nil,
    published: EDTF? = nil,
    language: Text? = nil,
    translatedFrom: Text? = nil,
    derivedFrom: Text? = nil,
    reliability: UInt8? = nil,
    sha256: Text? = nil,
    bytes: Int? = nil
  ) {
    self.source = source
    self.title = title
    self.publisher = publisher
    self.url = url
    self.published = published
    self.language = language
    self.translatedFrom = translatedFrom
    self.derivedFrom = derivedFrom
    self.reliability = reliability
    self.sha256 = sha256
    self.bytes = bytes
  }
}

extension SourceData {
  static let fields = FieldTable([
    "bytes", "derived_from", "extra", "language", "note", "published", "publisher", "reliability",
    "sha256", "source", "text", "title", "translated_from", "url",
  ])

  /// Reads the data; `text` is the envelope's to take out, see ``SourceText``.
  init(reading reader: inout FieldReader) {
    source = reader.requiredSlug("source")
    title = reader.text("title", max: EventLimits.lineBytesMax)
    publisher = reader.text("publisher")
    url = reader.text("url", max: EventLimits.urlBytesMax)
    published = reader.date("published", .span)
    language = reader.language("language")
    translatedFrom = reader.language("translated_from")
    derivedFrom = reader.slug("derived_from")
    let grade: Reliability? = reader.word("reliability")
    reliability = grade?.rawValue.utf8.first
    sha256 = reader.digest("sha256")
    bytes = reader.integer("bytes", in: 0...Int(UInt32.max))
    if bytes != nil, !reader.has("sha256"), !reader.has("text") {
      reader.problems.add(
        .missingField,
        at: "/sha256",
        "“bytes” says how long a text is, “sha256” which one"
      )
    }
  }

  /// The Admiralty grades of a source.
  private enum Reliability: String, Word {
    case completely = "A"
    case usually = "B"
    case fairly = "C"
    case notUsually = "D"
    case unreliable = "E"
    case unknown = "F"
  }
}

extension FieldReader {
  /// A language tag, by its look (BCP 47): letters, digits and hyphens.
  mutating func language(_ name: String) -> Text? {
    guard let tag = text(name, max: 35) else { return nil }
    if tag.utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") }) { return tag }
    problems.add(
      .invalidValue,
      at: "/" + name,
      "“\(tag)” is no language tag",
      hint: "as in en, fr, pt-BR"
    )
    return nil
  }

  /// A SHA-256 in lower-case hex.
  mutating func digest(_ name: String) -> Text? {
    guard let digest = string(name) else { return nil }
    let isHex = digest.utf8.allSatisfy { $0.isLowerCaseHex }
    if isHex, digest.utf8.count == 64 { return digest }
    problems.add(.invalidValue, at: "/" + name, "“\(name)” must be 64 lower-case hex digits")
    return nil
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isLowerCaseHex: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
  }

  fileprivate var isASCIIAlphanumeric: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
