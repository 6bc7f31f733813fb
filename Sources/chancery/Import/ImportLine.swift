/// One line of the input that is not blank.
struct ImportLine {
  /// The line as it stands in the file, without its line end.
  let content: [UInt8]
  /// Which file it is in.
  let file: Int
  /// Its 1-based number there.
  let number: Int
  /// Its 1-based number among all lines of all files that are not blank.
  let ordinal: Int
}
