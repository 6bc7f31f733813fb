import ChanceryAPI

/// How many items of a list are wanted, and how many to ask for at a time.
struct PageLimit {
  /// The most items to show; nil for no limit.
  let count: Int?

  /// True if that many were asked for, so that there is no need to say that the list goes on.
  var isAsked = false

  /// No limit.
  static let none = PageLimit(count: nil)
  /// How many items a list shows unless told otherwise; that it was cut is always said.
  static let countDefault = 1_000
  /// The most items the daemon gives in a page.
  static let pageItemsMax = Limits.page

  /// How many items to ask for next.
  func pageSize(printed: Int) -> Int {
    min(PageLimit.pageItemsMax, count.map { max(1, $0 - printed) } ?? PageLimit.pageItemsMax)
  }
}
