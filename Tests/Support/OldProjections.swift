internal import LMDB

/// Makes the rows of a stopped journal those of another version.
package enum OldProjections {
  package static func make(in data: String) throws {
    var settings = LMDB.Environment.Configuration()
    settings.mapByteCount = 1 << 30
    let environment = try LMDB.Environment(path: data + "/journal", configuration: settings)
    try environment.write { transaction throws in
      let meta = try transaction.openTable(named: "meta")
      let key = Array("projections".utf8)
      guard var value = try transaction.value(meta, key)?.toArray() else { return }
      value[2] = 0
      try transaction.put(meta, key, value)
    }
  }
}
