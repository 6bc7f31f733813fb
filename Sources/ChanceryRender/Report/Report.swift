package import ChanceryModel

/// All that a report is made of: answers of the daemon at one head, and nothing of the moment.
package struct Report: Sendable {
  /// One topic: what it asks, and where everybody stood.
  package struct Topic: Sendable {
    package let slug: String
    package let title: String
    package let proposition: String?
    /// The items of the board at the last day.
    package let board: [JSONValue]
    /// One for each holder of the board.
    package let ribbons: [Ribbon]

    package init(
      slug: String,
      title: String,
      proposition: String?,
      board: [JSONValue],
      ribbons: [Ribbon]
    ) {
      self.slug = slug
      self.title = title
      self.proposition = proposition
      self.board = board
      self.ribbons = ribbons
    }
  }

  /// One statement: what it says in the version that counts, and what it did to each stance.
  package struct Statement: Sendable {
    package let seq: Int
    package let version: Int
    /// Null if it was erased.
    package let data: JSONValue
    /// The last day on which it can have been said.
    package let day: CivilDate
    /// The items of the histories that it stands in, with `holder` and `topic`.
    package let items: [JSONValue]

    package init(seq: Int, version: Int, data: JSONValue, day: CivilDate, items: [JSONValue]) {
      self.seq = seq
      self.version = version
      self.data = data
      self.day = day
      self.items = items
    }
  }

  /// One meeting, and the day it may have been on at the latest.
  package struct Meeting: Sendable {
    package let answer: JSONValue
    package let day: CivilDate

    package init(answer: JSONValue, day: CivilDate) {
      self.answer = answer
      self.day = day
    }

    var slug: String { FieldText.of(answer["meeting"]) }
  }

  /// What vouches for the record that the report was computed from.
  package struct Vouch: Sendable {
    package let note: String
    package let size: Int
    package let root: String
    package let origin: String
    package let key: String

    package init(note: String, size: Int, root: String, origin: String, key: String) {
      self.note = note
      self.size = size
      self.root = root
      self.origin = origin
      self.key = key
    }
  }

  package var title: String
  package var days: ClosedRange<CivilDate>
  package var known: Int
  package var publicBy: String?
  package var topics: [Topic] = []
  package var changes: [JSONValue] = []
  package var meetings: [Meeting] = []
  /// All that can have been said by the last day; or, if that is too much for a page, those that set a
  /// stance which is shown.
  package var statements: [Statement] = [] {
    didSet { shown = Set(statements.map(\.seq)) }
  }
  /// How many statements there are that the page leaves out.
  package var omittedCount = 0
  /// The seqs of the statements.
  private(set) var shown: Set<Int> = []
  /// What is on file of the sources, by slug.
  package var sources: [String: JSONValue] = [:]
  package var names = ActorNames()
  package var vouch: Vouch
  /// The command that makes this report.
  package var command: String

  package init(
    title: String,
    days: ClosedRange<CivilDate>,
    known: Int,
    publicBy: String?,
    vouch: Vouch,
    command: String
  ) {
    self.title = title
    self.days = days
    self.known = known
    self.publicBy = publicBy
    self.vouch = vouch
    self.command = command
  }

  /// The statements that a span, the board or a change rests on.
  package var cited: Set<Int> {
    var cited = Set(topics.flatMap(\.ribbons).flatMap(\.spans).compactMap { $0.seq.map(Int.init) })
    for item in topics.flatMap(\.board) { if let seq = item["seq"]?.intValue { cited.insert(seq) } }
    for item in changes {
      for side in [item["before"], item["after"]] {
        if let seq = side?["seq"]?.intValue { cited.insert(seq) }
      }
    }
    return cited
  }

  func topicTitle(_ slug: String) -> String {
    topics.first { $0.slug == slug }.map(\.title) ?? slug
  }
}
