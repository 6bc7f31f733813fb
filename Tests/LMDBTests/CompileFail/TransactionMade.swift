// expect: initializer is inaccessible due to 'internal' protection level
import LMDB

func forge<T: ReadableTransaction & ~Copyable>(_ transaction: borrowing T) -> Bool {
  let forged = WriteTransaction(transaction.handle)
  return forged.identifier == 0
}
