import ChanceryModel
import Dispatch
import Glibc
import Journal
import LMDB
import Projections
import Synchronization
import Testing
import Verification

/// A journal made by the engine, to be damaged by hand and verified.
final class SampleJournal {
  let directory: TemporaryDirectory
  var data: String { directory.path + "/data" }

  /// Makes a journal of every kind of event, with filed texts and quotes in them.
  init() throws {
    directory = try TemporaryDirectory()
    try withEngine { engine in
      for request in SampleJournal.requests { try SampleJournal.append(request, to: engine) }
    }
  }

  /// Makes a journal without events.
  init(empty: Void) throws {
    directory = try TemporaryDirectory()
    try withEngine { _ in }
  }

  /// A request each.
  private static let requests: [[String]] = [
    [
      #"{"type":"topic.defined","data":{"topic":"own-troops","title":"T","proposition":"P"}}"#,
      #"{"type":"actor.defined","data":{"actor":"office-ita","name":"Office","kind":"office","of":"ITA"}}"#,
      """
      {"type":"person.defined","data":{"person":"meloni","name":"Giorgia Meloni",\
      "offices":[{"actor":"ITA","rank":"head","from":"2022-10-22"}]}}
      """,
    ],
    [
      """
      {"type":"source.filed","id":"s-1","data":{"source":"s-1","published":"2025-03-24",\
      "text":"She said: Italian troops are not envisaged. And more."}}
      """
    ],
    [
      """
      {"type":"statement.made","id":"a","data":{"said":"2025-03-24","holder":"ITA",\
      "topic":"own-troops","position":"oppose","speaker":{"person":"meloni","for":["ITA"]},\
      "reports":[{"source":"s-1","form":"quote","text":"Italian troops are not envisaged"}]}}
      """,
      """
      {"type":"statement.made","id":"b","data":{"said":"2025-03-26","holder":"FRA",\
      "topic":"own-troops","position":"support"}}
      """,
    ],
    [
      #"{"type":"meeting.scheduled","data":{"meeting":"m","date":"2025-03-27","said":"2025-03-20"}}"#,
      #"{"type":"attendance.reported","data":{"meeting":"m","actor":"ITA","role":"participant"}}"#,
      #"{"type":"count.reported","data":{"meeting":"m","value":30,"unit":"states","kind":"attended"}}"#,
      #"{"type":"outcome.reported","data":{"meeting":"m","text":"They met.","kind":"decision"}}"#,
    ],
    [
      #"{"type":"source.filed","data":{"source":"s-2","published":"2025-03-25"}}"#,
      #"{"type":"statement.reported","data":{"statement":"a","report":{"source":"s-2"}}}"#,
    ],
  ]

  /// Runs something on the journal's engine.
  func withEngine(_ body: (Engine) throws -> Void) throws {
    let engine = try Engine.open(
      Engine.Configuration(
        directory: data,
        mapBytes: 1 << 30,
        durability: .withoutSync,
        onFatal: { fatalError($0) }
      )
    )
    defer { engine.close() }
    try body(engine)
  }

  /// Appends events in one request.
  static func append(_ events: [String], to engine: Engine, declare: Bool = false) throws {
    let drafts = try events.map {
      try EventDecoder.decode(
        try JSONParser.parse(Array($0.utf8)),
        limits: engine.eventLimits
      )
    }
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<AppendAnswer, Refusal>?>(nil)
    engine.append(
      AppendRequest(
        drafts: drafts,
        expectedHead: nil,
        declare: declare,
        isDryRun: false,
        recordedBy: "uid:1000"
      )
    ) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    _ = try #require(answer.withLock { $0 }).get()
  }

  // MARK: Verifying

  /// What a verification came to.
  struct Outcome {
    var answer: VerifyAnswer
    var lines: [JSONValue]

    /// The damages, as `where: what`.
    var damages: [String] {
      lines.compactMap { line in
        line["damage"].map {
          "\($0["where"]?.stringValue ?? ""): \($0["what"]?.stringValue ?? "")"
        }
      }
    }
  }

  /// Verifies in this process.
  func verify() throws -> Outcome {
    var lines: [JSONValue] = []
    var verification = Verification(data, scratch: directory.path, isPinned: false) { line in
      lines.append(try JSONParser.parse(line))
    }
    let answer = try verification.run()
    return Outcome(answer: answer, lines: lines)
  }

  // MARK: Damage

  /// Changes what is stored, behind the engine's back.
  func tamper(_ change: (Journal, ProjectionSet, inout WriteTransaction) throws -> Void) throws {
    var configuration = LMDB.Environment.Configuration()
    configuration.durability = .withoutSync
    configuration.maxTables = 16 + 2 * ProjectionSet.tableCount
    let environment = try LMDB.Environment(path: data + "/journal", configuration: configuration)
    let journal = try Journal(environment: environment)
    try environment.write { transaction throws in
      let state = try ProjectionState.read(journal, transaction)
      let set = try ProjectionSet(generation: state?.generation ?? 0, in: &transaction)
      try change(journal, set, &transaction)
    }
  }

  /// Changes the record of an event.
  func tamper(event seq: UInt64, _ change: (inout RecordParts) throws -> Void) throws {
    try tamper { journal, _, transaction in
      let bytes = try #require(try journal.record(seq, transaction)?.toArray())
      var parts = try RecordParts(bytes)
      try change(&parts)
      try transaction.put(journal.tables.log, Journal.key(seq), parts.encoded)
    }
  }
}

/// A record taken apart, to be put together otherwise.
struct RecordParts {
  var header: [UInt8]
  var salt: [UInt8]
  var leaf: [UInt8]
  var data: [UInt8]

  init(_ bytes: [UInt8]) throws {
    let view = try RecordView(bytes.rawSpan)
    header = view.header.toArray()
    salt = view.salt.toArray()
    leaf = view.leaf.toArray()
    data = view.data.toArray()
  }

  var encoded: [UInt8] { Record.encode(header: header, salt: salt, leaf: leaf, data: data) }
}
