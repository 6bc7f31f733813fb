/// Finds the names somebody may have meant.
package enum NearestNames {
  /// The names nearest to `wanted`, best first.
  ///
  /// Names compare folded (``NameFolding``). Those that begin with `wanted` come first, then those
  /// within one edit, those of which a later word begins with it (from three letters on), and those
  /// within an edit distance of a third of its letters; a swap of neighbours is one edit. Equals stand
  /// in byte order, so the answer depends on nothing but the names.
  ///
  /// - Complexity: O(bytes of the names × bytes of `wanted`).
  package static func nearest(
    _ wanted: String,
    among names: some Sequence<String>,
    limit: Int = 3
  ) -> [String] {
    nearest(
      wanted,
      among: names.lazy.map { (name: $0, folded: NameFolding.fold($0)) },
      limit: limit
    )
  }

  /// The same with the names folded beforehand; a name that comes several times counts at its best.
  package static func nearest(
    _ wanted: String,
    among names: some Sequence<(name: String, folded: String)>,
    limit: Int
  ) -> [String] {
    let wanted = Array(NameFolding.fold(wanted).unicodeScalars)
    guard !wanted.isEmpty else { return [] }
    var ranks: [Text: Int] = [:]
    for (name, folded) in names {
      guard let rank = rank(Array(folded.unicodeScalars), for: wanted) else { continue }
      ranks[Text(name)] = min(rank, ranks[Text(name)] ?? rank)
    }
    return ranks.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
      .prefix(limit).map(\.key.string)
  }

  /// How few letters of a later word are a beginning of it: fewer stand in too many names.
  private static let wordLettersMin = 3

  /// 0 for a name that begins with what was wanted, 1 for one edit, 2 for a later word that begins with
  /// it, else one more than the edit distance; nil if it is too far.
  private static func rank(_ name: [Unicode.Scalar], for wanted: [Unicode.Scalar]) -> Int? {
    if name.starts(with: wanted) { return 0 }
    let edits = distance(name, wanted, atMost: max(1, wanted.count / 3))
    if edits == 1 { return 1 }
    if hasWord(name, beginningWith: wanted) { return 2 }
    return edits.map { $0 + 1 }
  }

  /// True if a word behind the first, as folding parts them, begins so.
  private static func hasWord(
    _ name: [Unicode.Scalar],
    beginningWith wanted: [Unicode.Scalar]
  ) -> Bool {
    guard wanted.count >= wordLettersMin, wanted.count < name.count else { return false }
    return name.indices.contains { index in
      name[index] == "-" && name[(index + 1)...].starts(with: wanted)
    }
  }

  /// The Damerau-Levenshtein distance (optimal string alignment), or nil if it is more than `bound`.
  static func distance(
    _ left: [Unicode.Scalar],
    _ right: [Unicode.Scalar],
    atMost bound: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= bound else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        let change = last[j] + (left[i] == right[j] ? 0 : 1)
        var best = min(change, last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      guard row.contains(where: { $0 <= bound }) else { return nil }
      beforeLast = last
      last = row
    }
    return last[right.count] <= bound ? last[right.count] : nil
  }
}
