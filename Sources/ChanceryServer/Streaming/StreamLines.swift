import ChanceryModel

/// The lines that streams hold besides their items, each with its line feed.
///
/// A stream without its last line was cut off, and is to be taken as such.
enum StreamLines {
  /// Up to where a quiet follower has seen the log.
  static func bookmark(_ seq: UInt64) -> [UInt8] {
    line { $0.member("bookmark", seq) }
  }

  /// Why the daemon ends a follower's stream.
  static func end(_ reason: String, head: UInt64) -> [UInt8] {
    line { writer in
      writer.member("end", reason)
      writer.member("head", head)
    }
  }

  /// The last line of a stream that could not go on.
  static func failed(_ refusal: Refusal) -> [UInt8] {
    line { writer in
      writer.member("end", "failed")
      writer.member("code", refusal.code.rawValue)
      writer.member("detail", refusal.detail)
      writer.member("hint", refusal.hint)
    }
  }

  /// The last line of a whole replay.
  static func replayEnd(head: UInt64, items: Int) -> [UInt8] {
    line { writer in
      writer.member("end", "complete")
      writer.member("head", head)
      writer.member("items", items)
    }
  }

  /// The last line of a whole export: its last event, its Merkle root and whose it is.
  static func exportEnd(_ page: ExportPage) -> [UInt8] {
    line { writer in
      writer.member("end", "complete")
      writer.member("head", page.head)
      writer.member("root", page.root)
      writer.member("journal", page.journal)
    }
  }

  private static func line(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(capacity: 96)
    writer.beginObject()
    write(&writer)
    writer.endObject()
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
