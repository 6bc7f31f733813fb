/// The keys of many events, by their number: what a look-up by (source, id) needs and no more.
///
/// A key is not kept but two hashes of it, 96 bits under seeds that nobody outside the process knows: of
/// ten million keys any two are taken for one with a chance of 1 in 10^15. With the place in the table an
/// event costs some twenty bytes, where its texts would cost a hundred.
struct EventKeys: Sendable {
  private struct Hashes {
    var first: UInt64
    var second: UInt32
  }

  private var firsts: [UInt64] = []
  private var seconds: [UInt32] = []
  /// Open addressing, linear probing: an event's number plus one, or 0; at most two thirds are taken.
  private var slots: [UInt32] = []
  /// How many keys are in the table: events without an id are not.
  private var count = 0

  /// Adds the next event's key.
  ///
  /// Of two events with one key the later is found. An event without an id has none.
  ///
  /// - Precondition: There are fewer than 2^32 − 1 events.
  mutating func append(source: Text, id: Text) {
    let hashes = EventKeys.hashes(source, id)
    firsts.append(hashes.first)
    seconds.append(hashes.second)
    guard !id.isEmpty else { return }
    if (count + 1) * 3 > slots.count * 2 { grow() }
    let slot = place(of: hashes)
    if slots[slot] == 0 { count += 1 }
    slots[slot] = UInt32(firsts.count)
  }

  /// The number of the event with that key, from 0; nil if there is none.
  func number(source: Text, id: Text) -> Int? {
    guard count > 0, !id.isEmpty else { return nil }
    let found = slots[place(of: EventKeys.hashes(source, id))]
    return found == 0 ? nil : Int(found) - 1
  }

  /// Where a key stands, or where it would be put.
  private func place(of hashes: Hashes) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hashes.first) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if firsts[number] == hashes.first, seconds[number] == hashes.second { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt32](repeating: 0, count: max(64, old.count * 2))
    for number in old where number != 0 {
      let index = Int(number) - 1
      slots[place(of: Hashes(first: firsts[index], second: seconds[index]))] = number
    }
  }

  private static func hashes(_ source: Text, _ id: Text) -> Hashes {
    var first = Hasher()
    first.combine(source)
    first.combine(id)
    var second = Hasher()
    second.combine(id)
    second.combine(source)
    return Hashes(
      first: UInt64(bitPattern: Int64(first.finalize())),
      second: UInt32(truncatingIfNeeded: second.finalize())
    )
  }
}
