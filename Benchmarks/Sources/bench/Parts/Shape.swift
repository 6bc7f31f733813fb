/// A load made to be hard: what is appended first, what comes then, and which questions show what
/// that costs.
struct Shape {
  /// A question asked in turn for some time.
  struct Probe {
    enum Known {
      case head
      /// As known before the second phase.
      case before
    }

    var name: String
    var questions: [Question]
    var known = Known.head
    /// Asked before the second phase is appended.
    var isBefore = false
  }

  var name: String
  /// Lines appended first, not timed.
  var first: [String]
  /// Lines whose appending is timed; what they are called.
  var second: [String]
  var secondName: String
  var probes: [Probe]
  var perRequest = 2000
}

extension Shape {
  private static let day = SyntheticVotes.days.lowerBound

  /// One statement as a line.
  private static func statement(
    _ id: String,
    day: Int,
    holder: String,
    topic: String,
    _ position: String
  ) -> String {
    """
    {"type":"statement.made","source":"shape","id":"\(id)","data":{"said":"\(CivilDay.text(day))",\
    "holder":"\(holder)","topic":"\(topic)","position":"\(position)"}}\n
    """
  }

  private static func topic(_ slug: String) -> String {
    """
    {"type":"topic.defined","source":"shape","id":"topic/\(slug)","data":{"topic":"\(slug)",\
    "title":"\(slug)","proposition":"\(slug)"}}\n
    """
  }

  /// Positions that change now and then, so that there are runs.
  private static func position(_ index: Int) -> String {
    index % 10 < 7 ? "support" : index % 10 < 9 ? "neutral" : "oppose"
  }

  private static func votes(_ count: Int) -> [String] {
    var lines = SyntheticVotes.vocabulary
    SyntheticVotes().forEach(count) { lines.append($0) }
    return lines
  }

  /// Questions about the states of the data on days drawn at random.
  private static func questions(_ count: Int) -> [Question] {
    var random = Randomness(seed: 11)
    return (0..<count).map { _ in
      Question(
        holder: States.codes[random.below(States.codes.count)],
        topic: SyntheticVotes.topics[random.below(SyntheticVotes.topics.count)],
        day: day + random.below(SyntheticVotes.days.count)
      )
    }
  }

  /// Every vote corrected five times, each correction naming the one before.
  static func corrected(events: Int) -> Shape {
    let lines = votes(events)
    let firstVote = SyntheticVotes.vocabulary.count
    var corrections: [String] = []
    for round in 0..<5 {
      for (index, line) in lines[firstVote...].enumerated() {
        let seq = firstVote + index + 1
        let version = round == 0 ? seq : lines.count + (round - 1) * events + index + 1
        guard let start = line.firstRange(of: "\"data\":"), let end = line.lastIndex(of: "}") else {
          continue
        }
        corrections.append(
          """
          {"type":"event.corrected","source":"shape","id":"c\(round)-\(seq)",\
          "data":{"event":\(seq),"version":\(version),\
          "data":\(line[start.upperBound..<end]),"reason":"round \(round)"}}\n
          """
        )
      }
    }
    let asked = questions(4096)
    return Shape(
      name: "every event corrected 5 times",
      first: lines,
      second: corrections,
      secondName: "\(corrections.count) corrections",
      probes: [
        Probe(name: "before 5 corrections each", questions: asked, isBefore: true),
        Probe(name: "after 5 corrections each", questions: asked),
      ]
    )
  }

  /// Statements on one pair that are recorded late; asked is what was known before them.
  static func late(count: Int) -> Shape {
    let pair = Question(holder: "ITA", topic: "hr", day: SyntheticVotes.days.upperBound)
    return Shape(
      name: "\(Format.count(count)) late arrivals on one pair",
      first: votes(20_000),
      second: (0..<count).map {
        statement("l\($0)", day: day + $0 % 27_000, holder: "ITA", topic: "hr", position($0))
      },
      secondName: "\(count) late statements",
      probes: [
        Probe(
          name: "before \(Format.count(count)) late arrivals",
          questions: [pair],
          isBefore: true
        ),
        Probe(
          name: "known before \(Format.count(count)) late arrivals",
          questions: [pair],
          known: .before
        ),
        Probe(name: "at the head, after them", questions: [pair]),
      ]
    )
  }

  /// One holder and topic with very many statements.
  static func onePair(count: Int) -> Shape {
    var random = Randomness(seed: 5)
    let asked = (0..<4096).map { _ in
      Question(holder: "ITA", topic: "hr", day: day + random.below(27_000))
    }
    return Shape(
      name: "one pair with \(Format.count(count)) statements",
      first: [topic("hr")],
      second: (0..<count).map {
        statement(
          "p\($0)",
          day: day + $0 * 27_000 / count,
          holder: "ITA",
          topic: "hr",
          position($0)
        )
      },
      secondName: "\(count) statements",
      probes: [Probe(name: "any day of that pair", questions: asked)]
    )
  }

  /// As many topics as statements.
  static func manyTopics(count: Int) -> Shape {
    let asked = stride(from: 0, to: count, by: max(1, count / 4096)).map {
      Question(holder: States.codes[$0 % States.codes.count], topic: "t\($0)", day: day + 30_000)
    }
    return Shape(
      name: "\(Format.count(count)) topics with one statement each",
      first: [],
      second: (0..<count).flatMap {
        [
          topic("t\($0)"),
          statement(
            "s\($0)",
            day: day,
            holder: States.codes[$0 % States.codes.count],
            topic: "t\($0)",
            position($0)
          ),
        ]
      },
      secondName: "\(count) topics and statements",
      probes: [Probe(name: "a topic of them", questions: asked)]
    )
  }

  /// The same votes under ids in order, or ids that are random.
  static func ids(count: Int, random isRandom: Bool) -> Shape {
    var random = Randomness(seed: 3)
    var index = 0
    return Shape(
      name: isRandom ? "random ids" : "ordered ids",
      first: votes(1),
      second: votes(count).dropFirst(SyntheticVotes.vocabulary.count).map { line in
        index += 1
        let id = isRandom ? String(random.next(), radix: 16) : "o\(CivilDay.padded(index, 9))"
        return line.replacing(/"id":"[^"]*"/, with: "\"id\":\"\(id)\"", maxReplacements: 1)
      },
      secondName: "\(count) votes",
      probes: []
    )
  }

  /// Very many statements of one pair, all withdrawn.
  static func withdrawn(count: Int) -> Shape {
    let statements = (0..<count).map {
      statement("w\($0)", day: day + $0 % 27_000, holder: "ITA", topic: "hr", position($0))
    }
    let asked = questions(1).map { _ in
      Question(holder: "ITA", topic: "hr", day: SyntheticVotes.days.upperBound)
    }
    return Shape(
      name: "\(Format.count(count)) statements of one pair withdrawn",
      first: [topic("hr")] + statements,
      second: (0..<count).map {
        """
        {"type":"event.withdrawn","source":"shape","id":"x\($0)","data":{"event":\($0 + 2),\
        "reason":"recorded by mistake"}}\n
        """
      },
      secondName: "\(count) withdrawals",
      probes: [
        Probe(name: "before they are withdrawn", questions: asked, isBefore: true),
        Probe(name: "after they are withdrawn", questions: asked),
        Probe(name: "known before they were withdrawn", questions: asked, known: .before),
      ]
    )
  }

  /// Sources with a text of 4 MiB each, one a request.
  static func largeTexts(count: Int) -> Shape {
    let sentence = "Delegations met again on Tuesday. "
    let text = String(repeating: sentence, count: (4 << 20) / sentence.utf8.count)
    return Shape(
      name: "source texts of 4 MiB",
      first: [],
      second: (0..<count).map {
        """
        {"type":"source.filed","source":"shape","id":"f\($0)","data":{"source":"text-\($0)",\
        "text":"\(text)"}}\n
        """
      },
      secondName: "\(count) sources",
      probes: [],
      perRequest: 1
    )
  }
}
