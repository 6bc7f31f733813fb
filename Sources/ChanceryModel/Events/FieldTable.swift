/// The names that an object may hold, sorted, so that a sorted object is checked in one pass.
struct FieldTable: Sendable {
  let names: [String]

  /// - Precondition: The names are small ASCII letters and `_`, and sorted by bytes.
  init(_ names: [String]) {
    self.names = names
  }

  /// The same table with more names.
  func adding(_ more: [String]) -> FieldTable {
    FieldTable((names + more).sorted { Text($0) < Text($1) })
  }

  /// True if the name is in the table.
  func contains(_ name: Text) -> Bool {
    names.contains { $0 == name.string }
  }

  /// The indices of the members whose names are not in the table.
  ///
  /// Names and members have the same order, so each known member is found beyond the one before it.
  func unknownMembers(of object: JSONObject) -> [Int] {
    var unknown: [Int] = []
    var next = 0
    let members = object.members.span
    let names = names.span
    for index in members.indices {
      var candidate = next
      let count = members[index].key.utf8.count
      while candidate < names.count,
        names[candidate].utf8.count != count || names[candidate] != members[index].key.string
      {
        candidate += 1
      }
      if candidate < names.count { next = candidate + 1 } else { unknown.append(index) }
    }
    return unknown
  }
}
