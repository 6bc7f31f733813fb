package import ChanceryModel
internal import Proofs

/// One line of an export, checked by itself: whatever the line says about its own bytes holds.
///
/// How the lines follow each other is for the reader of all of them to see. Documentation/DataFormat.md
/// has the form.
package enum ExportLine: Sendable {
  /// `{"seq":…`: an event.
  case event(ExportEvent)
  /// `{"text_of":…`: the text filed with the source of the line before.
  case text(ExportText)
  /// `{"end":"complete",…`: the last line.
  case end(ExportEnd)

  /// Reads a line, without its line feed.
  ///
  /// Cost: a parse of the data and the leaf, two digests.
  ///
  /// - Throws: ``ExportFault``.
  package init(_ line: [UInt8]) throws(ExportFault) {
    var cursor = ExportCursor(line)
    if cursor.skip("{\"seq\":") {
      self = .event(try ExportEvent(&cursor))
    } else if line.starts(with: Array("{\"text_of\":".utf8)) {
      self = .text(try ExportText(line))
    } else if line.starts(with: Array("{\"end\":".utf8)) {
      self = .end(try ExportEnd(line))
    } else {
      throw ExportFault("it is neither an event, nor a text, nor the end of an export")
    }
  }
}

/// The text filed with a source.
package struct ExportText: Sendable {
  /// The event that filed it.
  package let seq: UInt64
  package let bytes: [UInt8]
  /// SHA-256 of the bytes, lower-case hexadecimal.
  package let sha256: Text

  init(_ line: [UInt8]) throws(ExportFault) {
    let json = try ExportLine.object(line)
    guard let seq = json["text_of"]?.intValue, seq > 0, let text = json["text"]?.textValue,
      let sha256 = json["sha256"]?.textValue
    else { throw ExportFault("a text has to say “text_of”, “sha256” and “text”") }
    self.seq = UInt64(seq)
    bytes = Array(text.utf8)
    self.sha256 = sha256
    guard SHA256Digest.hex(of: bytes).utf8.elementsEqual(sha256.utf8) else {
      throw ExportFault("the text of event \(seq) does not have the SHA-256 that the line says")
    }
  }
}

/// The end of a whole export.
package struct ExportEnd: Sendable {
  package let head: UInt64
  /// The root over all events, lower-case hexadecimal.
  package let root: Text
  /// The identity of the journal.
  package let journal: Text?

  init(_ line: [UInt8]) throws(ExportFault) {
    let json = try ExportLine.object(line)
    guard json["end"]?.stringValue == "complete" else {
      throw ExportFault("the export failed where it was made: \(json["detail"]?.stringValue ?? "")")
    }
    guard let head = json["head"]?.intValue, head >= 0, let root = json["root"]?.textValue else {
      throw ExportFault("the end of an export has to say “head” and “root”")
    }
    self.head = UInt64(head)
    self.root = root
    journal = json["journal"]?.textValue
  }
}

extension ExportLine {
  fileprivate static func object(_ line: [UInt8]) throws(ExportFault) -> JSONValue {
    do throws(Refusal) { return try JSONParser.parse(line) } catch {
      throw ExportFault("it is no JSON: \(error.detail)")
    }
  }
}
