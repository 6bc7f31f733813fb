import ChanceryModel
import Dispatch
import Glibc
import Projections
import Synchronization

/// An engine on a directory, as the daemon has one, with a clock that stands.
final class Session {
  private let engine: Engine

  /// Microseconds of 2030-01-01T00:00:00Z.
  private static let now = Instant(microseconds: 1_893_456_000_000_000)

  init(_ directory: String) throws {
    var configuration = Engine.Configuration(
      directory: directory,
      now: { Session.now },
      onFatal: { what in
        // What the daemon does: it ends.
        Diary.write("fatal \(what)")
        exit(74)
      }
    )
    // Proofs are asked of each journal, right after its commits: a second's wait would be nearly all of it.
    configuration.signingPauseNanoseconds = 5_000_000
    engine = try Engine.open(configuration)
    waitUntilSettled()
  }

  /// A start may make the projections anew, and refuses questions with `rebuilding` for so long: those
  /// who ask wait, as clients of the daemon do.
  private func waitUntilSettled() {
    let done = DispatchSemaphore(value: 0)
    engine.whenSettled { _ in done.signal() }
    done.wait()
  }

  deinit { engine.close() }

  func questions() throws -> [Question] { try Question.all(engine) }

  /// The answers; what is drawn at random for each event is blotted out.
  func answers(_ questions: [Question], afterCommits: Bool = false) -> [[UInt8]] {
    questions.map { question in
      guard afterCommits else { return question.answer(engine) }
      return question.isRandomAfterCommits ? [] : Session.blotted(question.answer(engine))
    }
  }

  /// Puts a line in place of each `datahash`, which hangs on a salt.
  private static func blotted(_ bytes: [UInt8]) -> [UInt8] {
    let name = Array("\"datahash\":\"".utf8)
    var bytes = bytes
    var index = 0
    while index + name.count + 64 <= bytes.count {
      guard bytes[index] == name[0], bytes[index..<index + name.count].elementsEqual(name) else {
        index += 1
        continue
      }
      for place in index + name.count..<index + name.count + 64 { bytes[place] = 0x2D }
      index += name.count + 64
    }
    return bytes
  }

  /// Appends so many events, each in a commit of its own; what was refused, if anything was.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - pairs: Holders and topics to speak of.
  /// - Returns: The first refusal, as text; nil if all went in.
  /// - Throws: Nothing, unless the events made here are no events.
  func commit(_ count: Int, on pairs: [(Text, Text)]) throws -> String? {
    for number in 0..<count {
      let draft = try EventDecoder.decode(
        Session.event(number, on: pairs),
        limits: engine.eventLimits
      )
      let done = DispatchSemaphore(value: 0)
      let answer = Mutex<Result<AppendAnswer, Refusal>?>(nil)
      let request = AppendRequest(
        drafts: [draft],
        declare: true,
        recordedBy: "uid:1000"
      )
      engine.append(request) { result in
        answer.withLock { $0 = result }
        done.signal()
      }
      done.wait()
      if case .failure(let refusal) = answer.withLock({ $0 }) {
        return "event \(number) was refused: \(refusal.code.rawValue) \(refusal.detail)"
      }
    }
    return nil
  }

  /// A statement: on what is there, on what is new, and now and then one that needs pages of its own.
  private static func event(_ number: Int, on pairs: [(Text, Text)]) -> JSONValue {
    let known = pairs.isEmpty || number % 4 == 0 ? nil : pairs[number % pairs.count]
    let (holder, topic) = known ?? ("FRA", Text("flip-\(number)"))
    let positions: [Text] = ["support", "oppose", "undecided"]
    let note = String(repeating: "n", count: number % 25 == 0 ? 6000 : 40)
    return [
      "type": "statement.made",
      "source": "flip",
      "id": .string(Text("flip-\(number)")),
      "data": [
        "said": .string(Text("20\(27 + number % 3)-0\(1 + number % 9)-11")),
        "holder": .string(holder),
        "topic": .string(topic),
        "position": .string(positions[number % positions.count]),
        "note": .string(Text(note)),
      ],
    ]
  }
}
