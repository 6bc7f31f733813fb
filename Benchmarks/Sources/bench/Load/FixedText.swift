/// The text in a fixed array of C characters, up to its NUL.
func text<Tuple>(of array: Tuple) -> String {
  withUnsafeBytes(of: array) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
