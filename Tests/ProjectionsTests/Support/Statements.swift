import ChanceryModel

/// Events as text, for tests that tell one story each.
enum Event {
  static func topic(_ slug: String, _ more: String = "") -> String {
    #"{"type":"topic.defined","data":{"topic":"\#(slug)","title":"T","proposition":"P"\#(more)}}"#
  }

  static func source(_ slug: String, _ more: String = "") -> String {
    #"{"type":"source.filed","data":{"source":"\#(slug)"\#(more)}}"#
  }

  /// A stance on topic `t`; `more` are further fields of the data, each with a comma before it.
  static func said(
    _ day: String,
    _ holder: String,
    _ position: String,
    _ more: String = "",
    id: String? = nil
  ) -> String {
    let envelope = id.map { #","source":"tests","id":"\#($0)""# } ?? ""
    return #"{"type":"statement.made"\#(envelope),"data":{"said":"\#(day)","holder":"\#(holder)","#
      + #""topic":"t","position":"\#(position)"\#(more)}}"#
  }

  static func reported(_ statement: UInt64, _ source: String) -> String {
    #"{"type":"statement.reported","data":{"statement":\#(statement),"#
      + #""report":{"source":"\#(source)"}}}"#
  }

  static func meeting(_ type: String, _ slug: String, _ more: String = "") -> String {
    #"{"type":"\#(type)","data":{"meeting":"\#(slug)"\#(more)}}"#
  }
}
