package import LMDB

/// What is wrong with a row that should be as another table has it.
package enum RowDifference: Sendable {
  /// It is not there.
  case missing
  /// It is there and should not be.
  case surplus
  /// Its value is another.
  case changed
}

/// Compares two tables row by row, each in a transaction of its own, perhaps of two environments.
package enum TableComparison {
  /// Walks both tables side by side in the order of their keys: two steps a row, nothing copied.
  ///
  /// - Parameters:
  ///   - table: The table to judge.
  ///   - transaction: Where it is read.
  ///   - model: The table as it should be.
  ///   - modelTransaction: Where that is read.
  ///   - step: Called for each row of either; false ends the walk.
  ///   - found: Called with each difference and the key of the row; false ends the walk.
  /// - Throws: A failure of the store, or what a closure throws.
  package static func walk<T: ReadableTransaction & ~Copyable, M: ReadableTransaction & ~Copyable>(
    _ table: Table,
    _ transaction: borrowing T,
    against model: Table,
    _ modelTransaction: borrowing M,
    step: () throws -> Bool,
    found: (RowDifference, RawSpan) throws -> Bool
  ) throws {
    var rows = try transaction.cursor(table)
    var models = try modelTransaction.cursor(model)
    var row = try rows.next()
    var wanted = try models.next()
    while try step() {
      switch (row, wanted) {
      case (nil, nil): return
      case (nil, let want?):
        guard try found(.missing, want.key) else { return }
        wanted = try models.next()
      case (let have?, nil):
        guard try found(.surplus, have.key) else { return }
        row = try rows.next()
      case (let have?, let want?):
        let order = have.key.compare(to: want.key)
        if order != 0 || !have.value.isEqual(to: want.value) {
          let difference: RowDifference = order < 0 ? .surplus : order > 0 ? .missing : .changed
          guard try found(difference, order > 0 ? want.key : have.key) else { return }
        }
        if order <= 0 { row = try rows.next() }
        if order >= 0 { wanted = try models.next() }
      }
    }
  }
}
