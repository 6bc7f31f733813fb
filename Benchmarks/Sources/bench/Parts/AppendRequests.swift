import CStores

/// One append a vote, for each server in its own words.
enum AppendRequests {
  static func chancery(_ file: VoteFile) -> Requests {
    lines(file) { HTTP.append($0) }
  }

  static func redis(_ file: VoteFile) -> Requests {
    lines(file) { Redis.command(["XADD", "log", "*", "event", $0]) }
  }

  /// The event with its leaf, so that as many bytes are kept as by the others.
  static func postgres(_ file: VoteFile) -> Requests {
    var builder = Requests.Builder()
    for index in 0..<file.count {
      let vote = file.votes.pointee.votes[index]
      let id = string(vote.id, vote.id_length)
      let data = string(vote.data, vote.data_length)
      let stance = file.votes.pointee.stances[Int(vote.first_stance)]
      let question = file.question(index)
      builder.add(
        PostgresMessages.execute([
          "{\"data\":\(data),\(leaf(id))", "unvotes/\(id)", question.holder, question.topic,
          String(question.day), String(stance.position),
        ])
      )
    }
    return Requests(builder)
  }

  private static func leaf(_ id: String) -> String {
    let hash = String(repeating: "7c", count: 32)
    return """
      "datahash":"\(hash)","id":"\(id)","recordedat":"2026-11-21T15:46:28.417556Z",\
      "recordedby":"uid:1000","source":"unvotes","specversion":"1.0","type":"statement.made"}
      """
  }

  private static func lines(_ file: VoteFile, _ request: (String) -> [UInt8]) -> Requests {
    var builder = Requests.Builder()
    let text = UnsafeRawBufferPointer(rebasing: file.text[Definitions.end(in: file.text)...])
    for line in text.split(separator: 0x0a) {
      builder.add(request(String(decoding: line, as: UTF8.self)))
    }
    return Requests(builder)
  }

  private static func string(_ start: UnsafePointer<CChar>?, _ length: UInt32) -> String {
    String(decoding: UnsafeRawBufferPointer(start: start, count: Int(length)), as: UTF8.self)
  }
}
