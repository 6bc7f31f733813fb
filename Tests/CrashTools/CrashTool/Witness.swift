import ChanceryModel
import Foundation
import Journal
import LMDB
import Proofs

/// What the journal had become when nobody cut anything: every state after a cut is a beginning of it.
struct Witness {
  /// The root of the tree over the first n events, at n.
  let roots: [Digest32]
  /// The id of each event, in the order of seq.
  let ids: [String]

  /// Reads a data directory that no daemon has open.
  init(directory: String) throws {
    let environment = try Environment(path: directory + "/journal")
    let journal = try Journal(environment: environment)
    (roots, ids) = try environment.read { transaction throws in
      let head = try journal.head(transaction)
      var roots: [Digest32] = []
      var ids: [String] = []
      for size in 0...head {
        roots.append(try journal.frontier(size: size, transaction).root)
        guard size > 0 else { continue }
        guard let event = try journal.event(size, transaction),
          let id = try JSONParser.parse(event)["id"]?.stringValue
        else { throw Fault("event \(size) of the witness has no id") }
        ids.append(id)
      }
      return (roots, ids)
    }
  }
}

/// The acknowledgements in a trace: which were sent before a record.
struct Acknowledgements {
  /// The greatest seq acknowledged, after each record that acknowledged one.
  private var steps: [(record: Int, seq: Int)] = []
  /// How many events were acknowledged.
  private(set) var count = 0

  /// - Throws: ``Fault`` if one contradicts the witness.
  init(_ trace: Trace, _ witness: Witness) throws {
    var greatest = 0
    for (index, record) in trace.records.enumerated() where record.kind == .send {
      for (id, seq) in try Acknowledgements.results(trace.data[record.bytes]) {
        guard witness.ids.indices.contains(seq - 1), witness.ids[seq - 1] == id else {
          throw Fault("\(id) was acknowledged as \(seq) and is not in the journal")
        }
        count += 1
        greatest = max(greatest, seq)
      }
      if greatest > steps.last?.seq ?? 0 { steps.append((index, greatest)) }
    }
  }

  /// The greatest seq acknowledged before a record; all up to it must be there.
  func seq(before record: Int) -> Int {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].record < record { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : steps[low - 1].seq
  }

  /// Seqs and ids in what was sent; the body of an answer is one JSON object without line breaks.
  private static func results(_ data: Data) throws -> [(id: String, seq: Int)] {
    let text = String(decoding: data, as: UTF8.self)
    guard let start = text.range(of: #"{"schema":"chancery.append/"#) else { return [] }
    let body = text[start.lowerBound...].prefix { $0 != "\n" && $0 != "\r\n" }
    return Ledger.results(try JSONParser.parse(Array(body.utf8)))
  }
}
