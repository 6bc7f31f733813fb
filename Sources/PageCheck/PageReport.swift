/// What the walk over a data file has found.
package struct PageReport: Sendable {
  /// A table, and how many entries it has.
  package struct Table: Equatable, Sendable {
    /// The name; bytes that cannot be printed are replaced.
    package let name: String
    package let entries: UInt64
  }

  /// How many damages are described; more are counted only.
  package static let damageCountMax = 100

  /// The commit that was walked; 0 if there was none to go by.
  package internal(set) var transaction: UInt64 = 0
  /// The bytes of a page.
  package internal(set) var pageByteCount = 0
  /// All pages up to the last one, the two meta pages too.
  package internal(set) var pages: UInt64 = 0
  package internal(set) var branchPages: UInt64 = 0
  package internal(set) var leafPages: UInt64 = 0
  package internal(set) var overflowPages: UInt64 = 0
  /// The pages that the free list names.
  package internal(set) var freePages: UInt64 = 0
  /// The tables in the order of their names, the main table and the free list not among them.
  package internal(set) var tables: [Table] = []
  /// The first damages, in the order of the walk.
  package internal(set) var damages: [PageDamage] = []
  /// How many damages there are.
  package internal(set) var damageCount: UInt64 = 0

  /// Whether the file is one that LMDB can have written.
  package var isSound: Bool { damageCount == 0 }

  mutating func add(_ damage: PageDamage) {
    damageCount += 1
    if damages.count < PageReport.damageCountMax { damages.append(damage) }
  }
}
