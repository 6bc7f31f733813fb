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

  /// Takes members that are in order already.
  init(sorted: [Member]) {
    members = sorted
  }

  /// A key that stands twice, which only a parser may find.
  var firstDuplicate: Text? {
    zip(members, members.dropFirst()).first { $0.key == $1.key }?.0.key
  }

  /// True if there is no member.
  package var isEmpty: Bool { members.isEmpty }

  /// The value of that name; setting nil removes the member (`.null` is a value like any other).
  ///
  /// - Complexity: O(log n) comparisons to read, O(n) to add or remove.
  package subscript(key: Text) -> JSONValue? {
    get {
      let index = firstIndex(notBefore: key)
      return index < members.count && members[index].key == key ? members[index].value : nil
    }
    set {
      let index = firstIndex(notBefore: key)
      let present = index < members.count && members[index].key == key
      let replacement = newValue.map { [Member(key: key, value: $0)] } ?? []
      members.replaceSubrange(index..<(present ? index + 1 : index), with: replacement)
    }
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

extension Text {
  /// RFC 8785 §3.2.3: order by UTF-16 code units.
  ///
  /// It is the order of the UTF-8 bytes but for one thing: the surrogate pairs of U+10000 and above
  /// (lead bytes F0-F4) come before U+E000-U+FFFF (lead bytes EE and EF).
  func precedesInUTF16(_ other: Text) -> Bool {
    let left = string.utf8.span
    let right = other.string.utf8.span
    let shared = min(left.count, right.count)
    var index = 0
    while index < shared, left[index] == right[index] { index += 1 }
    guard index < shared else { return left.count < right.count }
    let (mine, others) = (left[index], right[index])
    return mine >= 0xEE && others >= 0xEE && (mine >= 0xF0) != (others >= 0xF0)
      ? mine >= 0xF0 : mine < others
  }
}
