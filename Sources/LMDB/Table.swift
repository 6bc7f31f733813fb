/// A handle on one named table of an ``Environment``: a sorted map from byte keys to byte values.
///
/// Tables are opened by ``WriteTransaction/openTable(named:create:)`` once, at start, and are never
/// closed: closing a handle that another thread uses is undefined in LMDB. A handle may be used as
/// soon as the transaction that opened it has committed. If that transaction was aborted the handle
/// is void and must be dropped; LMDB gives its number to the next table opened.
///
/// Keys are ordered by `memcmp`, shorter first on a tie. The corresponding C type is `MDB_dbi`.
///
/// Two numbers and no reference, so that whatever holds many tables is copied for nothing.
public struct Table: Sendable, Hashable, BitwiseCopyable {
  @usableFromInline let identifier: UInt32
  @usableFromInline let environment: UInt32

  init(identifier: UInt32, environment: UInt32) {
    self.identifier = identifier
    self.environment = environment
  }

  /// The name under which the table is stored; empty once its environment is closed.
  ///
  /// Cost: a look through all open tables.
  public var name: String { OpenEnvironments.name(of: self) }
}
