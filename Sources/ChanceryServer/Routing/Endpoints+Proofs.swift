import ChanceryAPI
import ChanceryModel

// MARK: - Checkpoints and proofs

extension Endpoints {
  /// A checkpoint that covers at least the head of now: the note as it is, or JSON.
  func checkpoint(_ head: RequestHead) throws(Refusal) -> Reply {
    let form = try CheckpointMediaType.negotiate(accept: head.accept)
    let journal = journal
    return .signed(covering: journal.head) { checkpoint in
      form == .json
        ? Response(body: checkpoint.encoded(), head: journal.head)
        : Response(
          contentType: Response.plainText,
          body: Array(checkpoint.note.utf8),
          head: journal.head
        )
    }
  }

  /// That an event is in the tree.
  func inclusionProof(_ request: RoutedRequest) throws(Refusal) -> Reply {
    let seq = try sequence(request.arguments[0])
    let size = try request.query.sequence("size")
    let journal = journal
    let covering = try covering(size, "size")
    return .signed(covering: covering) { checkpoint throws(Refusal) in
      let answer = try journal.inclusionProof(of: seq, size: size, newest: checkpoint)
      return Response(body: answer.encoded(), head: answer.head)
    }
  }

  /// That one tree begins with all of another.
  func consistencyProof(_ query: QueryParameters) throws(Refusal) -> Reply {
    guard let from = try query.sequence("from") else {
      throw Refusal(
        .badParameter,
        "“from” is missing: the size of the older tree",
        hint: "/v1/proofs/consistency?from=12&to=20, with the sizes of two checkpoints"
      )
    }
    let to = try query.sequence("to")
    let journal = journal
    _ = try covering(from, "from")
    let covering = try covering(to, "to")
    return .signed(covering: covering) { checkpoint throws(Refusal) in
      let answer = try journal.consistencyProof(from: from, to: to, newest: checkpoint)
      return Response(body: answer.encoded(), head: answer.head)
    }
  }

  /// How many events a checkpoint has to cover for a tree of that size; the head if none is given.
  ///
  /// What is after the head is refused here: it cannot be waited for.
  private func covering(
    _ size: UInt64?,
    _ name: String
  ) throws(Refusal) -> UInt64 {
    let head = journal.head
    guard let size else { return head }
    guard size > 0, size <= head else {
      throw Refusal(
        .badParameter,
        size == 0
          ? "“\(name)” is 0: a tree of no events proves nothing"
          : "“\(name)” is \(size), the head is \(head)",
        hint: head == 0 ? "append an event first" : "give a size from 1 to \(head)"
      )
    }
    return size
  }

  /// A seq in a path.
  func sequence(_ text: Text) throws(Refusal) -> UInt64 {
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, let seq = UInt64(text.string) else {
      throw Refusal(.badParameter, "“\(text)” is no sequence number")
    }
    return seq
  }
}
