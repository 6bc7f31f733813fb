/// One thing about a page that LMDB cannot have written.
package struct PageDamage: Equatable, Sendable, CustomStringConvertible {
  /// The page, numbered from 0.
  package let page: UInt64
  /// The table whose page it is, as text; nil for the meta pages and where none is known.
  package let table: String?
  /// What is wrong, as the rest of a sentence that begins with the page.
  package let what: String

  init(page: UInt64, table: String? = nil, _ what: String) {
    self.page = page
    self.table = table
    self.what = what
  }

  package var description: String {
    "page \(page)" + (table.map { " of \($0)" } ?? "") + ": " + what
  }
}
