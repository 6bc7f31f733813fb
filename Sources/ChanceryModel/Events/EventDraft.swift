/// An event as sent: its attributes, its canonical data, its shape checked, nothing resolved yet.
package struct EventDraft: Sendable {
  package var type: EventType
  /// The CloudEvents `source`; nil means the journal's own.
  package var source: Text?
  /// The CloudEvents `id`; nil means a fresh UUIDv7.
  package var id: Text?
  package var time: Text?
  package var subject: Text?
  package var dataSchema: Text?
  package var dataContentType: Text?
  /// RFC 8785 bytes of `data`, the source's text replaced by `sha256` and `bytes`: what is stored.
  package var data: [UInt8]
  /// The text of a `source.filed`, stored beside the log.
  package var text: [UInt8]?
  /// `data`, decoded and checked for shape.
  package var body: DraftBody

  package init(
    type: EventType,
    source: Text? = nil,
    id: Text? = nil,
    time: Text? = nil,
    subject: Text? = nil,
    dataSchema: Text? = nil,
    dataContentType: Text? = nil,
    data: [UInt8],
    text: [UInt8]? = nil,
    body: DraftBody
  ) {
    self.type = type
    self.source = source
    self.id = id
    self.time = time
    self.subject = subject
    self.dataSchema = dataSchema
    self.dataContentType = dataContentType
    self.data = data
    self.text = text
    self.body = body
  }
}
