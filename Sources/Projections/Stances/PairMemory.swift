internal import ChanceryModel
internal import LMDB

/// The numbers of the pairs that were spoken of last: for a look at the log from end to end, in which few come
/// again and again.
///
/// A table of fixed size, in which one pair takes the place of another; long names are not remembered. It is true
/// for one transaction, and for those that follow if that one was committed.
struct PairMemory {
  private static let slotCount = 4096

  private struct Slot {
    var key = InlineBytes<48>()
    var pair: UInt32 = 0
    /// The round in which it was asked for last.
    var round: UInt32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: slotCount)
  private var round: UInt32 = 0
  /// How many pairs were asked for in this round, about: some twice.
  private(set) var count = 0

  /// Begins to count pairs anew.
  mutating func beginRound() {
    round &+= 1
    count = 0
  }

  /// The number of a pair; nil if it is not remembered.
  mutating func pair(_ holder: Text, _ topic: Text) -> UInt32? {
    guard let key = PairMemory.key(holder, topic) else {
      count += 1
      return nil
    }
    let index = PairMemory.slot(of: key)
    let isKnown = slots[index].key == key
    if !isKnown || slots[index].round != round { count += 1 }
    guard isKnown else { return nil }
    slots[index].round = round
    return slots[index].pair
  }

  /// Remembers the number of a pair.
  mutating func remember(_ holder: Text, _ topic: Text, _ pair: UInt32) {
    guard let key = PairMemory.key(holder, topic) else { return }
    slots[PairMemory.slot(of: key)] = Slot(key: key, pair: pair, round: round)
  }

  private static func key(_ holder: Text, _ topic: Text) -> InlineBytes<48>? {
    guard holder.utf8.count + topic.utf8.count < 48 else { return nil }
    var key = InlineBytes<48>()
    key.append(holder.utf8)
    key.append(0)
    key.append(topic.utf8)
    return key
  }

  /// FNV-1a, folded.
  private static func slot(of key: InlineBytes<48>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<key.count { hash = (hash ^ UInt64(key[index])) &* 0x0100_0000_01B3 }
    return Int((hash ^ hash >> 32) % UInt64(slotCount))
  }
}
