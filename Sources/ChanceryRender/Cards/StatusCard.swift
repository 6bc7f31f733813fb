package import ChanceryModel

/// The state of the daemon.
package enum StatusCard {
  /// The card.
  ///
  /// `socket` is the path the answer came over, `clientVersion` the command line's own.
  package static func text(
    _ status: JSONValue,
    socket: String,
    clientVersion: String,
    style: RenderStyle
  ) -> String {
    var card = Card(style: style)
    func field(_ key: Text) -> String { FieldText.of(status[key]) }
    func count(_ key: Text) -> Int { status[key]?.intValue ?? 0 }
    let uptime = Counts.duration(seconds: Int(status["uptime_seconds"]?.doubleValue ?? 0))
    card.entry(
      "daemon",
      "\(field("version")), up \(uptime), pid \(field("pid"))   client \(clientVersion)"
    )
    card.entry("socket", "\(socket)   you are \(field("role"))")
    card.entry("journal", field("journal"))
    let last = status["last_recorded_at"]?.stringValue
    card.entry(
      "head",
      field("head") + (last.map { ", last append \(DateText.recorded($0))" } ?? ", empty")
    )
    card.entry("signed", signed(status["checkpoint"] ?? .null))
    card.entry("key", field("key"))
    for projection in status["projections"]?.arrayValue ?? [] {
      let state = FieldText.of(projection["state"])
      card.entry(
        FieldText.of(projection["name"]),
        "\(state) at \(FieldText.of(projection["head"])) "
          + "(\(FieldText.of(projection["version"])))",
        state == "live" ? .plain : .warning
      )
    }
    card.entry("store", store(status["store"] ?? .null))
    card.entry(
      "now",
      "\(Counts.of(count("connections"), "connection")), \(Counts.of(count("followers"), "follower")), "
        + "\(count("queued")) queued"
    )
    return card.text
  }

  private static func signed(_ checkpoint: JSONValue) -> String {
    guard let size = checkpoint["size"]?.intValue else { return "" }
    return "\(Counts.of(size, "event")), root \(FieldText.of(checkpoint["root"]))"
  }

  private static func store(_ store: JSONValue) -> String {
    let bytes = store["bytes"]?.intValue ?? 0
    let map = store["map_bytes"]?.intValue ?? 0
    return "\(Counts.bytes(bytes)) of a \(Counts.bytes(map)) map \(Drawing.dot) "
      + "\(FieldText.of(store["durability"])) sync \(Drawing.dot) LMDB \(FieldText.of(store["lmdb"]))"
      + " \(Drawing.dot) \(FieldText.of(store["path"]))"
  }
}
