/// Where a redacted event would have counted, without saying so in words.
///
/// The first two bytes of SHA-256 of holder ‖ 0 ‖ topic, or of a meeting's slug: enough for an answer
/// about them to count what was erased, too little to tell names that only the erased event had.
package enum RedactionMark {
  /// The bytes whose digest marks a (holder, topic).
  package static func bytes(holder: Text, topic: Text) -> [UInt8] {
    Array(holder.utf8) + [0] + Array(topic.utf8)
  }

  /// The bytes whose digest marks a meeting.
  package static func bytes(meeting: Text) -> [UInt8] {
    Array(meeting.utf8)
  }
}
