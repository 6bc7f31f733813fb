/// How much structure a parser accepts.
package struct JSONLimits: Sendable {
  /// How deep arrays and objects may nest: a scalar is at depth 0, `[]` is 1 deep.
  package let depth: Int

  package init(depth: Int) {
    self.depth = depth
  }

  /// What the journal accepts.
  package static let journal = JSONLimits(depth: 32)
}
