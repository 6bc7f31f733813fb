// expect: expecting synchronous function type
import LMDB

func wait(_ environment: Environment, _ table: Table) async throws {
  try environment.read { transaction in
    await Task.yield()
    _ = try transaction.contains(table, [1])
  }
}
