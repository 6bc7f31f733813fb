/// The states of ISO 3166-1 and 3166-3, the EU, NATO and the UN.
///
/// A definition in the log beats these. Nothing is read before the first use, which takes about a
/// third of a millisecond.
package enum BuiltInActors {
  /// The built-in actor of that code, in capitals.
  ///
  /// - Complexity: O(log n).
  package static func actor(_ code: Text) -> BuiltInActor? {
    let index = firstIndex(notBefore: code, in: all)
    return index < all.count && all[index].code == code ? all[index] : nil
  }

  /// All of them, sorted by code.
  package static let all: [BuiltInActor] = {
    var all = rows().map(state)
    for organisation in organisations {
      all.insert(organisation, at: firstIndex(notBefore: organisation.code, in: all))
    }
    return all
  }()

  private static func firstIndex(notBefore code: Text, in sorted: [BuiltInActor]) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].code < code { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Their names, for ``NameIndex/resolve(_:)``.
  package static let index = NameIndex(
    all.map { NameIndex.Entry(code: $0.code, names: $0.names, alpha2: $0.alpha2) }
  )

  /// True if the code is a bare ISO 3166 code, current or withdrawn, in capitals or not.
  ///
  /// Nobody may define such a code as their own; one that is a built-in actor's may be given new names.
  package static func isReserved(_ code: Text) -> Bool {
    (2...4).contains(code.utf8.count) && reserved.contains(Text(code.string.uppercased()))
  }

  private static let organisations = [
    organisation("EU", "European Union", "the EU"),
    organisation("NATO", "North Atlantic Treaty Organization", "Atlantic Alliance", "OTAN"),
    organisation("UN", "United Nations", "United Nations Organization", "UNO"),
  ]

  private static func organisation(_ code: Text, _ names: String...) -> BuiltInActor {
    BuiltInActor(code: code, names: names, kind: .organisation, withdrawn: nil, alpha2: nil)
  }

  /// The lines of ``ISOCodes/table`` in their columns, which are described there.
  private static func rows() -> [[String]] {
    let bytes = ISOCodes.table.utf8.span
    var rows: [[String]] = []
    rows.reserveCapacity(ISOCodes.count)
    var row: [String] = []
    var start = 0
    for index in bytes.indices {
      let isEnd = bytes[index] == UInt8(ascii: "\n")
      guard isEnd || bytes[index] == UInt8(ascii: "|") else { continue }
      let column = bytes.extracting(start..<index)
      row.append(column.isEmpty ? "" : String(copying: UTF8Span(unchecked: column)))
      start = index + 1
      if isEnd {
        rows.append(row)
        row.removeAll(keepingCapacity: true)
      }
    }
    return rows
  }

  private static func state(_ columns: [String]) -> BuiltInActor {
    let (alpha2, name, common, official) = (columns[1], columns[2], columns[3], columns[4])
    var names = common.isEmpty ? [name] : [common, name]
    if !official.isEmpty { names.append(official) }
    if !columns[8].isEmpty { names += columns[8].split(separator: ";").map(String.init) }
    if !alpha2.isEmpty { names.append(alpha2) }
    return BuiltInActor(
      code: Text(columns[0]),
      names: names,
      kind: .state,
      withdrawn: columns[5].isEmpty ? nil : columns[5],
      alpha2: alpha2.isEmpty ? nil : Text(alpha2)
    )
  }

  /// The alpha-2, alpha-3 and (withdrawn) alpha-4 codes.
  ///
  /// The first two letters of an alpha-4 code are the alpha-2 code that was withdrawn (ISO 3166-3).
  private static let reserved: Set<Text> = {
    var reserved: Set<Text> = []
    for row in rows() {
      for code in [row[0], row[1], row[7], String(row[7].prefix(2))] where !code.isEmpty {
        reserved.insert(Text(code))
      }
    }
    return reserved
  }()
}
