/// HTML in the making, in which text cannot become markup.
///
/// Names of elements and attributes are literals of this program; all else is escaped, and what commands
/// a page without being seen (control characters, bidirectional overrides) is shown as what it is.
struct Markup {
  /// An attribute: its name, and its value before it is escaped.
  struct Attribute {
    let name: StaticString
    let value: String

    init(_ name: StaticString, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  private(set) var html = ""

  /// Adds text.
  mutating func text(_ text: String) {
    html += Markup.escaped(SafeText.line(text))
  }

  /// Adds text that keeps its lines.
  mutating func lines(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    html += lines.map { Markup.escaped(SafeText.line($0)) }.joined(separator: "\n")
  }

  /// Adds an element with what `content` adds.
  mutating func element(
    _ name: StaticString,
    _ attributes: [Attribute] = [],
    _ content: (inout Markup) -> Void
  ) {
    open(name, attributes)
    html += ">"
    content(&self)
    html += "</\(name)>"
  }

  /// Adds an element with a text.
  mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// Adds an element that has no content in HTML, as `meta`.
  mutating func void(_ name: StaticString, _ attributes: [Attribute]) {
    open(name, attributes)
    html += ">"
  }

  /// Adds an element of SVG without content.
  mutating func shape(_ name: StaticString, _ attributes: [Attribute]) {
    open(name, attributes)
    html += "/>"
  }

  /// Adds a newline, for those who read the source.
  mutating func newline() { html += "\n" }

  /// Adds words of somebody else, whose direction of writing stays their own.
  mutating func foreign(_ text: String, lang: String? = nil) {
    let attributes = lang.map { [Attribute("lang", $0)] } ?? []
    element("bdi", attributes, text)
  }

  /// Adds a link to an address on the web, or its text alone if it is not one that a reader may follow.
  mutating func webLink(_ address: String, _ text: String) {
    guard Markup.isWebAddress(address) else { return foreign(text) }
    element("a", [Attribute("href", address), Attribute("rel", "noopener noreferrer")]) {
      $0.foreign(text)
    }
  }

  /// Adds HTML that this program wrote itself.
  mutating func trusted(_ literal: StaticString) { html += "\(literal)" }

  /// Adds the sheet of styles, which holds nothing from outside.
  mutating func style(_ sheet: ReportStyle) {
    html += "<style>\n\(sheet.text)</style>"
  }

  private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    html += "<\(name)"
    for attribute in attributes {
      html += " \(attribute.name)=\"\(Markup.escaped(SafeText.line(attribute.value)))\""
    }
  }

  /// True for what begins as an address of the web does, and holds no character that ends one.
  static func isWebAddress(_ address: String) -> Bool {
    let lower = address.lowercased()
    return (lower.hasPrefix("https://") || lower.hasPrefix("http://"))
      && address.utf8.allSatisfy {
        $0 > 0x20 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E && $0 != 0x7F
      }
  }

  /// Text with the five characters replaced that can mean something else in text or in an attribute.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
