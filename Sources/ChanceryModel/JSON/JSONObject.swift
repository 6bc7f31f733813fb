/// The members of a JSON object, always in RFC 8785 order and with distinct names.
///
/// The order is that of the names' UTF-16 code units (RFC 8785 §3.2.3). So equal objects have equal
/// `members`, and writing one canonically is a walk.
package struct JSONObject: Equatable, Sendable {
  /// One name and its value.
  package struct Member: Equatable, Sendable {
    package let key: Text
    package let value: JSONValue

    package init(key: Text, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members in RFC 8785 order.
  package private(set) var members: [Member]

  /// An object with no member.
  package init() {
    members = []
  }

  /// Sorts members given in any order.
  ///
  /// - Precondition: The keys are distinct.
  /// - Complexity: O(n log n) comparisons of keys.
  package init(unsorted: [Member]) {
    members = unsorted.sorted { $0.key.precedesInUTF16($1.key) }
  }

  /// True if there is no member.
  package var isEmpty: Bool { members.isEmpty }

  /// The value of that name; setting nil removes the member (`.null` is a value like any other).
  ///
  /// - Complexity: O(log n) comparisons to read, O(n) to add or remove.
  package subscript(key: Text) -> JSONValue? {
    get {
      let index = firstIndex(notBefore: key)
      return contains(key, at: index) ? members[index].value : nil
    }
    set {
      let index = firstIndex(notBefore: key)
      let replaced = index..<(contains(key, at: index) ? index + 1 : index)
      if let newValue {
        let member = Member(key: key, value: newValue)
        members.replaceSubrange(replaced, with: CollectionOfOne(member))
      } else {
        members.removeSubrange(replaced)
      }
    }
  }

  /// True if `key`, which belongs at `index`, stands there.
  private func contains(_ key: Text, at index: Int) -> Bool {
    index < members.count && !key.precedesInUTF16(members[index].key)
  }

  private func firstIndex(notBefore key: Text) -> Int {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if members[middle].key.precedesInUTF16(key) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

// MARK: - Building while reading

extension JSONObject {
  /// Makes room for a few members, as most objects have.
  mutating func reserveForReading() {
    members.reserveCapacity(8)
  }

  /// Adds a member where it belongs, or does nothing and returns false: the key is there already, or so
  /// many members would have to move that it is better to sort them all in the end.
  mutating func add(_ member: Member) -> Bool {
    let count = members.count
    if count == 0 || members[count - 1].key.precedesInUTF16(member.key) {
      members.append(member)
      return true
    }
    guard count < 32 else { return false }
    let index = firstIndex(notBefore: member.key)
    guard member.key.precedesInUTF16(members[index].key) else { return false }
    members.insert(member, at: index)
    return true
  }

  /// The first key that stands twice, which only what was read may have.
  var firstDuplicate: Text? {
    zip(members, members.dropFirst()).first { $0.key == $1.key }?.0.key
  }
}

extension Text {
  /// RFC 8785 §3.2.3: order by UTF-16 code units.
  ///
  /// It is the order of the UTF-8 bytes but for one thing: the surrogate pairs of U+10000 and above
  /// (lead bytes F0-F4) come before U+E000-U+FFFF (lead bytes EE and EF).
  func precedesInUTF16(_ other: Text) -> Bool {
    let left = string.utf8.span
    let right = other.string.utf8.span
    guard let index = left.firstDifference(from: right) else { return left.count < right.count }
    let (mine, others) = (left[index], right[index])
    return mine >= 0xEE && others >= 0xEE && (mine >= 0xF0) != (others >= 0xF0)
      ? mine >= 0xF0 : mine < others
  }
}
