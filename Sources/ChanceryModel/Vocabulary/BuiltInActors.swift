/// The states of ISO 3166-1 and 3166-3, the EU, NATO and the UN.
///
/// A definition in the log beats these. Nothing is read before the first use, which takes less than a
/// third of a millisecond.
package enum BuiltInActors {
  /// The built-in actor of that code, in capitals.
  package static func actor(_ code: Text) -> BuiltInActor? {
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].code < code { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low].code == code ? all[low] : nil
  }

  /// All of them, sorted by code.
  package static let all: [BuiltInActor] = {
    let states = ISOCodes.table.utf8.split(separator: UInt8(ascii: "\n")).map(state)
    return (states + organisations).sorted { $0.code < $1.code }
  }()

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

  /// Reads a line of ``ISOCodes/table``, whose columns are described there.
  private static func state(_ line: Substring.UTF8View) -> BuiltInActor {
    let columns = line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    let (alpha2, name, common, official) = (columns[1], columns[2], columns[3], columns[4])
    let aliases = columns[8].isEmpty ? [] : columns[8].utf8.split(separator: UInt8(ascii: ";"))
    let shown = common.isEmpty ? [name] : [common, name]
    let names = shown + [official] + aliases.map { String(Substring($0)) } + [alpha2]
    return BuiltInActor(
      code: Text(columns[0]),
      names: names.filter { !$0.isEmpty },
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
    for line in ISOCodes.table.utf8.split(separator: UInt8(ascii: "\n")) {
      let columns = line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      for column in [columns[0], columns[1], columns[7], columns[7].prefix(2)] {
        reserved.insert(Text(String(Substring(column))))
      }
    }
    reserved.remove("")
    return reserved
  }()
}
