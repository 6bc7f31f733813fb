package import LMDB

/// A view of the log that is kept up to date in the transaction that appends.
///
/// A projection is a function of the headers in seq order and nothing else: the same log always
/// gives the same rows, so it can be filled again beside the live one and compared byte for byte.
/// Every row carries the seq it begins at and, where it can end, the seq it ends at, so that any
/// earlier head can be asked.
package protocol Projection: Sendable {
  /// The name shown by `status` and `rebuild`.
  static var name: String { get }
  /// Raised when the rows change their meaning; a start with a newer version fills them again.
  static var version: UInt8 { get }
  /// The versions whose rows this program reads and adds to without harm: its own, and those that
  /// differ from it in less than the form of their rows.
  static var readableVersions: [UInt8] { get }
  /// The tables, in the order `init` takes them.
  static var tableNames: [String] { get }

  init(tables: [Table])

  /// The tables that hold the rows.
  var tables: [Table] { get }

  /// Adds what one append changes: rows of what an event said until now end at its seq, rows of what
  /// it says from then on begin there.
  ///
  /// - Parameters:
  ///   - changes: The new event, and those whose content, standing or publication it changes.
  ///   - contents: What all other events say now.
  ///   - transaction: Where the rows are.
  /// - Throws: The store's error, or damage to what is read.
  func apply(
    _ changes: EventChanges,
    _ contents: Contents,
    to transaction: inout WriteTransaction
  ) throws
}

extension Projection {
  package static var readableVersions: [UInt8] { [version] }
}

/// A span of heads: a row is there for every head from `begin` to before `end`.
package struct Validity {
  /// The end of a row that nothing has replaced.
  package static let open = UInt64.max
  /// A head that sees what is there now.
  package static let now = UInt64.max - 1

  let begin: UInt64
  let end: UInt64

  /// True if the row was there when the head was `known`.
  func contains(_ known: UInt64) -> Bool { begin <= known && known < end }
}
