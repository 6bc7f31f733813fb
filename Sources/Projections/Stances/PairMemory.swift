internal import ChanceryModel
internal import LMDB

/// The numbers of the pairs that were spoken of last: for a look at the log from end to end, in which few come
/// again and again.
///
/// A table of fixed size, in which one pair takes the place of another; long names are not remembered. It is true
/// for one transaction, and for those that follow if that one was committed.
struct PairMemory {
  private static let slotCount = 4096
  /// Places in a row that a pair can stand at: with a table a third full hardly any lacks one.
  private static let placeCount = 4

  private struct Slot {
    var key = InlineBytes<48>()
    var pair: UInt32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: slotCount + placeCount - 1)

  /// The number of a pair; nil if it is not remembered.
  func pair(_ holder: Text, _ topic: Text) -> UInt32? {
    guard let key = PairMemory.key(holder, topic) else { return nil }
    let first = PairMemory.place(of: key)
    for index in first..<first + PairMemory.placeCount where slots[index].key == key {
      return slots[index].pair
    }
    return nil
  }

  /// Remembers the number of a pair that is not remembered.
  mutating func remember(_ holder: Text, _ topic: Text, _ pair: UInt32) {
    guard let key = PairMemory.key(holder, topic) else { return }
    let first = PairMemory.place(of: key)
    let places = first..<first + PairMemory.placeCount
    let free = places.first { slots[$0].key.count == 0 }
    slots[free ?? first] = Slot(key: key, pair: pair)
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
  private static func place(of key: InlineBytes<48>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<key.count { hash = (hash ^ UInt64(key[index])) &* 0x0100_0000_01B3 }
    return Int((hash ^ hash >> 32) % UInt64(slotCount))
  }
}
