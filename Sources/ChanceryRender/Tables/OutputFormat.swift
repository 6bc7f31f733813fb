/// The forms an answer can be printed in; chosen by `-o` alone, never by where it is printed.
package enum OutputFormat: String, Sendable, CaseIterable {
  /// Columns for people.
  case table
  /// The same with more columns.
  case wide
  /// The bytes of the API.
  case json
  /// One item a line, in the bytes of the API.
  case ndjson
  /// RFC 4180, one header line, UTF-8, no byte order mark.
  case csv
  /// Tab-separated, tabs and line breaks escaped as `\t` and `\n`.
  case tsv
  /// A GitHub table.
  case md

  /// True for the forms that machines read and that are never wrapped.
  package var isData: Bool { self != .table && self != .wide }

  /// True for the two forms that pass on the API's bytes.
  package var isJSON: Bool { self == .json || self == .ndjson }
}
