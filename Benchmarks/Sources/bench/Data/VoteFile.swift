import CStores
import Glibc

/// A file of votes as NDJSON, read: what the stores inside the process are given, and what
/// questions are drawn from.
final class VoteFile {
  let path: String
  let votes: UnsafeMutablePointer<votes>

  var count: Int { votes.pointee.count }

  /// Reads the first `limit` votes.
  init(_ path: String, limit: Int = Int.max / 2) throws {
    self.path = path
    votes = .allocate(capacity: 1)
    guard votes_open(path, limit, votes) == 0 else {
      throw Failure("\(path) is no file of votes: \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    votes_close(votes)
    votes.deallocate()
  }

  /// The text of the file.
  var text: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: votes.pointee.text, count: votes.pointee.text_length)
  }

  /// The first stance of a vote: who, on what, on which day.
  func question(_ index: Int) -> Question {
    let vote = votes.pointee.votes[index]
    let stance = votes.pointee.stances[Int(vote.first_stance)]
    return Question(
      holder: Self.string(stance.holder, Int(stance.holder_length)),
      topic: Self.string(stance.topic, Int(stance.topic_length)),
      day: Int(vote.day)
    )
  }

  /// Questions about the pairs of votes drawn at random, on days drawn at random from the vote's
  /// own to the last: each has an answer.
  func questions(_ count: Int, seed: UInt64 = 7) -> [Question] {
    var random = Randomness(seed: seed)
    let last = question(self.count - 1).day
    return (0..<count).map { _ in
      var question = self.question(random.below(self.count))
      question.day += random.below(last - question.day + 1)
      return question
    }
  }

  private static func string(_ start: UnsafePointer<CChar>?, _ length: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
  }
}

/// Where a holder stood on a topic on a day.
struct Question: Hashable {
  var holder: String
  var topic: String
  var day: Int
}
