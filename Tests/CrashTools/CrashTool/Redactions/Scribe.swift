import ChanceryModel
import Foundation
import Proofs
import TestSupport

/// Appends what is to be erased and what stays beside it, and knows what each order must take along.
final class Scribe {
  private let ledger: Ledger
  private var author: Author
  private var number = 0
  /// Where the daemon of the moment answers.
  var socket = ""
  /// All that has to be nowhere once the orders given so far are carried out.
  private(set) var search = PieceSearch()
  /// Statements that stay until a later round draws them; nothing is about them.
  private var kept: [(doomed: Doomed, needles: [(needle: Needle, name: String)])] = []
  /// What was sent for an event to be erased, to be sent again.
  private(set) var sent: [Int: [UInt8]] = [:]

  init(ledger: Ledger, dice: Dice) {
    self.ledger = ledger
    author = Author(dice: dice)
  }

  // MARK: Appending

  /// Appends one event; its seq.
  @discardableResult
  private func append(_ type: String, _ data: JSONValue, remembers: Bool = false) throws -> Int {
    number += 1
    let id = "x-\(number)"
    let body = CanonicalJSON.bytes(
      of: [
        "type": .string(Text(type)), "source": "crash", "id": .string(Text(id)), "data": data,
      ]
    )
    let request = ledger.begin(body, ids: [id])
    let answer = Load.append(body, over: try RawConnection(socket))
    let results = Ledger.results(answer.json)
    guard answer.status == 200, let seq = results.first?.seq else {
      throw Fault("\(type) was refused: \(answer.status) \(answer.text.prefix(600))")
    }
    if let fault = ledger.end(request, results) { throw Fault(fault) }
    if remembers { sent[seq] = body }
    return seq
  }

  /// Appends what everything else refers to.
  func setTheScene() throws {
    for topic in Author.topics {
      try append(
        "topic.defined",
        [
          "topic": .string(Text(topic)), "title": .string(Text("On \(topic)")),
          "proposition": .string(Text(Author.proposition(of: topic))),
        ]
      )
    }
    try append("source.filed", ["source": .string(Text(Author.source)), "published": "2024-12-30"])
    for meeting in Author.meetings {
      try append(
        "meeting.held",
        ["meeting": .string(Text(meeting)), "date": "2024-11-20", "said": "2024-11-20"]
      )
    }
    for holder in Author.holders {
      try append(
        "statement.made",
        [
          "said": "2024-10-01", "holder": .string(Text(holder)), "topic": "q-0",
          "position": "support",
        ]
      )
    }
    try append(
      "stance.expected",
      ["holder": "ITA", "topic": "q-0", "position": "support", "at": "2024-10-01"]
    )
  }

  /// Appends some statements that stay, at least until a later round.
  func appendKept(_ count: Int) throws {
    for _ in 0..<count {
      let seq = try append("statement.made", author.data(.anyStatement))
      let doomed = Doomed(event: seq, family: [seq], marks: author.takeMarks())
      kept.append((doomed, author.takeNeedles()))
    }
  }

  /// A statement that stays for good, for others to be about.
  private func bystander() throws -> Int {
    let seq = try append("statement.made", author.data(.anyStatement))
    _ = (author.takeMarks(), author.takeNeedles())
    return seq
  }

  /// Appends an event that is to go, and remembers what it holds.
  private func doom(_ subject: Subject) throws -> Doomed {
    var data = author.data(subject)
    if case .source(_, let text) = subject, var object = data.objectValue {
      object["sha256"] = nil
      object["bytes"] = nil
      object["text"] = .string(Text(String(decoding: text, as: UTF8.self)))
      data = .object(object)
      search.add(Array(SHA256Digest.hex(of: text).utf8), "the hash of a text")
    }
    let seq = try append(subject.type, data, remembers: true)
    remember()
    return Doomed(event: seq, family: [seq], marks: author.takeMarks())
  }

  private func remember() {
    for (needle, name) in author.takeNeedles() { search.add(needle, name) }
  }

  // MARK: What is to go

  /// Appends some events to be erased, with all that is about them; in the order in which they can go.
  func doomSome(_ count: Int) throws -> [Doomed] {
    var doomed: [Doomed] = []
    for _ in 0..<count { doomed += try doomGroup() }
    // One of an earlier round, that was there all the time.
    if kept.count > 6, author.dice.hits(oneIn: 2) {
      let index = Int.random(in: 0..<kept.count, using: &author.dice)
      let (old, needles) = kept.remove(at: index)
      for (needle, name) in needles { search.add(needle, name) }
      doomed.append(old)
    }
    return doomed
  }

  private func doomGroup() throws -> [Doomed] {
    let meeting = author.one(of: Author.meetings)
    switch Int.random(in: 0..<13, using: &author.dice) {
    case 0...2: return [try doomed(.anyStatement)]
    case 3: return [try doomed(.report(of: try bystander()))]
    case 4...5: return try doomSource()
    case 6: return [try doomed(.attendance(meeting)), try doomed(.count(meeting))]
    case 7: return [try doomed(.outcome(meeting))]
    case 8: return try doomMeeting()
    case 9: return try doomNames()
    case 10: return try doomControls()
    case 11: return [try doomCorrection()]
    default: return [try doomed(.expectation)]
    }
  }

  /// An event of that kind, and a random lot of what can be about it.
  private func doomed(_ subject: Subject) throws -> Doomed {
    var doomed = try doom(subject)
    try correct(&doomed, subject)
    if case .statement = subject {
      if author.dice.hits(oneIn: 3) {
        let report = try doom(.report(of: doomed.event))
        doomed.family.insert(report.event)
      }
      if author.dice.hits(oneIn: 3) {
        // Links stay, and say nothing any more.
        let ends = [doomed.event, try bystander()].shuffled(using: &author.dice)
        try append(
          "statements.linked",
          ["from": .integer(ends[0]), "to": .integer(ends[1]), "kind": "supersedes"]
        )
      }
    }
    if author.dice.hits(oneIn: 4) {
      let member = author.one(of: doomed.family.sorted())
      doomed.family.formUnion(try doom(.review(of: member)).family)
    }
    if author.dice.hits(oneIn: 5), isWithdrawable(subject) {
      let withdrawal = try append(
        "event.withdrawn",
        ["event": .integer(doomed.event), "reason": "misread"]
      )
      if author.dice.hits(oneIn: 3) {
        try append("event.withdrawn", ["event": .integer(withdrawal), "reason": "it was right"])
      }
    }
    return doomed
  }

  /// Up to five corrections, now and then one of a correction, or the withdrawal of one.
  private func correct(_ doomed: inout Doomed, _ subject: Subject) throws {
    for _ in 0..<Int.random(in: 0...5, using: &author.dice) {
      let version = try self.version(of: doomed.event)
      let correction = try doom(.correction(of: doomed.event, version: version, subject))
      take(correction, into: &doomed)
      switch Int.random(in: 0..<8, using: &author.dice) {
      case 0:
        let subject = Subject.correction(
          of: correction.event,
          version: correction.event,
          .correction(of: doomed.event, version: version, subject)
        )
        take(try doom(subject), into: &doomed)
      case 1:
        try append(
          "event.withdrawn",
          ["event": .integer(correction.event), "reason": "it was right before"]
        )
      default: break
      }
    }
  }

  private func take(_ other: Doomed, into doomed: inout Doomed) {
    doomed.family.formUnion(other.family)
    doomed.marks.formUnion(other.marks)
  }

  private func isWithdrawable(_ subject: Subject) -> Bool {
    // The withdrawal of a withdrawal, or of a merge, moves what stands beside it.
    switch subject {
    case .withdrawal, .merge: false
    default: true
    }
  }

  /// The event whose content counts now.
  func version(of event: Int) throws -> Int {
    let answer = try RawConnection(socket).exchange(
      "GET /v1/events/\(event)?derived=true HTTP/1.1\r\nHost: x\r\n\r\n"
    )
    guard let version = answer.json["state"]?["version"]?.intValue else {
      throw Fault("event \(event) has no version: \(answer.text.prefix(300))")
    }
    return version
  }

  /// A definition that is to go, and corrections of it.
  private func definition(_ subject: Subject, of name: String) throws -> Doomed {
    var doomed = try doom(subject)
    try correct(&doomed, subject)
    doomed.name = name
    return doomed
  }

  /// A source with its text, what quotes it, and at times what used it, was withdrawn, and stays.
  private func doomSource() throws -> [Doomed] {
    let staysInUse = author.dice.hits(oneIn: 3)
    // A name that stands in what stays is not gone with the definition.
    let slug = staysInUse ? author.plainName() : author.name("source")
    let text = author.filedText()
    let source = try definition(.source(slug, text: text), of: slug)
    var doomed = [source]
    if author.dice.hits(oneIn: 2) {
      let quote = Text(String(decoding: text.prefix(3000), as: UTF8.self))
      let report: JSONValue = [
        "source": .string(Text(slug)), "form": "quote", "text": .string(quote), "start": 0,
        "end": .integer(quote.utf8.count),
      ]
      let data: JSONValue = ["statement": .integer(try bystander()), "report": report]
      let seq = try append("statement.reported", data, remembers: true)
      doomed.insert(Doomed(event: seq, family: [seq], marks: []), at: 0)
    }
    if staysInUse {
      let data: JSONValue = [
        "said": "2024-12-24", "holder": "FRA", "topic": "q-1", "position": "oppose",
        "reports": [["source": .string(Text(slug)), "form": "narrated"]],
      ]
      let user = try append("statement.made", data)
      try append("event.withdrawn", ["event": .integer(user), "reason": "of another"])
    }
    return doomed
  }

  /// A meeting of its own, what is reported of it, and its merge into another.
  private func doomMeeting() throws -> [Doomed] {
    let slug = author.name("meeting")
    let meeting = try definition(.meeting(slug), of: slug)
    var first = [
      try doomed(.attendance(slug)),
      try doomed(.statement(meeting: slug, topic: nil, person: nil)),
    ]
    if author.dice.hits(oneIn: 2) {
      first.append(try doom(.merge(from: slug, into: author.one(of: Author.meetings))))
    }
    return first.reversed() + [meeting]
  }

  /// Names that only what is to go uses, and a new title of a public topic.
  private func doomNames() throws -> [Doomed] {
    let (topic, person) = (author.name("topic"), author.name("person"))
    let actor = author.name("actor")
    let names = [
      try definition(.topic(topic), of: topic), try definition(.person(person), of: person),
      try definition(.actor(actor), of: actor),
    ]
    let user = try doomed(.statement(meeting: nil, topic: topic, person: person))
    let name = author.one(of: Author.topics)
    let title = try doom(.title(name, proposition: Author.proposition(of: name)))
    return [user] + names + [title]
  }

  /// Events about others that stay.
  private func doomControls() throws -> [Doomed] {
    let (one, other) = (try bystander(), try bystander())
    return [
      try doom(.review(of: one)), try doomed(.link(from: one, to: other)),
      try doomed(.withdrawal(of: other)),
    ]
  }

  /// A correction of something that stays, with one after it that stays.
  private func doomCorrection() throws -> Doomed {
    let event = try bystander()
    let doomed = try doomed(.correction(of: event, version: event, .anyStatement))
    if author.dice.hits(oneIn: 2) {
      let version = try version(of: event)
      let data: JSONValue = [
        "said": "2024-12-20", "holder": "FRA", "topic": "q-1", "position": "oppose",
      ]
      try append(
        "event.corrected",
        [
          "event": .integer(event), "version": .integer(version), "data": data, "reason": "again",
        ]
      )
    }
    return doomed
  }

  // MARK: Looking

  /// Adds what is secret of an event besides its words.
  func seek(salt: [UInt8], of seq: Int) {
    search.add(salt, "the salt of event \(seq)")
    search.add(Hexadecimal.ascii(salt), "the salt of event \(seq), as hex")
  }

  func forget() { sent = [:] }
}
