import Glibc

/// What a file is that holds no lines of text, told by its first bytes.
enum ForeignFile: CaseIterable {
  case zip
  case oldWorkbook
  case pdf
  case gzip
  case utf16

  /// Looks at the beginning of a file; nil if nothing there says that it is no text.
  init?(_ descriptor: Int32) {
    var start = [UInt8](repeating: 0, count: 8)
    let count = start.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    let bytes = start.prefix(max(0, count))
    let found = ForeignFile.allCases.first { kind in
      kind.signatures.contains { bytes.starts(with: $0) }
    }
    guard let found else { return nil }
    self = found
  }

  private var signatures: [[UInt8]] {
    switch self {
    case .zip: [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6]]
    case .oldWorkbook: [[0xD0, 0xCF, 0x11, 0xE0]]
    case .pdf: [Array("%PDF".utf8)]
    case .gzip: [[0x1F, 0x8B]]
    case .utf16: [[0xFF, 0xFE], [0xFE, 0xFF]]
    }
  }

  /// Refuses the file as what it is.
  func fault(_ name: String) -> Fault {
    let (what, remedy) = said(of: name)
    return Fault("\(name) is \(what)", remedy: remedy, status: ExitStatus.badData)
  }

  private func said(of name: String) -> (what: String, remedy: String) {
    let asCSV = "save the sheet as CSV in UTF-8, and import that"
    switch self {
    case .zip:
      let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
      let kinds = [
        "xlsx": "an Excel workbook", "xlsm": "an Excel workbook",
        "ods": "an OpenDocument spreadsheet",
      ]
      let kind = kinds[ending] ?? "a ZIP archive, as .xlsx and .ods files are"
      return ("\(kind), not text", kinds[ending] == nil ? "of a spreadsheet: \(asCSV)" : asCSV)
    case .oldWorkbook: return ("an old Office document, not text", "of a spreadsheet: \(asCSV)")
    case .pdf:
      return (
        "a PDF, not text",
        "write its statements into a table, saved as CSV, or into blocks of text: "
          + "chancery help import"
      )
    case .gzip:
      return ("packed with gzip", "unpack it: gunzip -c FILE | chancery import - --format csv")
    case .utf16: return ("text in UTF-16", "save it as UTF-8, and import that")
    }
  }
}
