import ChanceryRender

extension Session {
  /// Prints one of the four vocabulary lists, or what a name finds in it.
  func printVocabulary(
    _ kind: NameKind,
    _ view: ListView,
    name: String?,
    limit: PageLimit,
    query: [(name: String, value: String?)] = []
  ) throws(Fault) {
    guard let name else {
      try printList(view, ["v1", kind.route], query: query, limit: limit, pins: false)
      return
    }
    // A name that finds nothing is a mistake to tell, with nothing printed.
    if case .none = try find(kind, name) { _ = try resolve(kind, name) }
    try printList(
      view,
      ["v1", kind.route],
      query: query + [("name", name)],
      limit: limit,
      pins: false
    )
  }
}
