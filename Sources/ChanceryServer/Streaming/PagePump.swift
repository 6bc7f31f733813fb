/// When to fetch and when to send the pages of a stream: reads one page ahead, never two.
///
/// While the client reads one page the next is being made; if the client stops, one page waits in
/// memory and nothing else happens.
struct PagePump<Page> {
  /// What the owner has to do, in this order.
  enum Action {
    case send(Page)
    case fetchNext
    case finish
  }

  private var held: Page?
  private var isFetching = true
  private var hasMore = true
  private(set) var isFinished = false

  /// A pump whose first page is being fetched.
  init() {}

  /// A page has come.
  mutating func fetched(_ page: Page, hasMore: Bool, isWritable: Bool) -> [Action] {
    isFetching = false
    held = page
    self.hasMore = hasMore
    return isWritable ? send() : []
  }

  /// The client has taken what it was sent.
  mutating func becameWritable() -> [Action] { send() }

  private mutating func send() -> [Action] {
    guard let page = held, !isFinished else { return [] }
    held = nil
    guard hasMore else {
      isFinished = true
      return [.send(page), .finish]
    }
    guard !isFetching else { return [.send(page)] }
    isFetching = true
    return [.send(page), .fetchNext]
  }
}
