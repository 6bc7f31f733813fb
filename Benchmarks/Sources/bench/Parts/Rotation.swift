/// Who comes first: another one in each round, so that nobody always has the machine as the same
/// neighbour left it.
enum Rotation {
  /// The same things in the same circle, begun elsewhere; round 1 begins with the first.
  static func of<Thing>(_ things: [Thing], by round: Int) -> [Thing] {
    guard !things.isEmpty else { return [] }
    let start = (round - 1) % things.count
    return Array(things[start...] + things[..<start])
  }
}
