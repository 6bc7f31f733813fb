package import ChanceryModel

/// Who has nothing on record on a topic, or nothing since a day.
package enum SilenceView {
  /// The list; above it whose silence is looked for, below it how many speak.
  package static let view: ListView = {
    var view = ListView(
      noun: "silent holder",
      columns: [
        StanceColumns.holder, StanceColumns.code, Column("topic", .data), StanceColumns.lastSaid,
        StanceColumns.position,
        StanceColumns.event, StanceColumns.by, StanceColumns.inShort,
      ] + StanceColumns.more
    )
    view.header = { answer in
      let since = answer["since"]?.stringValue.map { " since \($0)" } ?? ""
      return [
        "\(SafeText.line(FieldText.of(answer["topic"]))) \(Drawing.dot) nothing on record\(since) \(Drawing.dot) "
          + StanceViews.asOf(answer)
      ]
    }
    view.footer = { tally in
      let among = tally.page["among"]?.intValue ?? 0
      return ["\(Counts.grouped(tally.count)) of \(Counts.of(among, "holder"))"]
    }
    return view
  }()

  /// The answer in the shape of the API's lists; `among` is how many were asked about.
  package static func page(
    topic: String,
    since: String?,
    among: Int,
    stances: [JSONValue],
    clocks: (at: String, known: Int, publicBy: String?),
    head: Int
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.silence/1")
    json.member("topic", topic)
    json.member("since", since)
    json.member("among", among)
    json.members(clocks, head: head)
    json.member("items", .array(stances))
    json.endObject()
    return json.bytes
  }
}
