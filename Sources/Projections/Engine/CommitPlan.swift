/// Which requests come into one commit, and when it closes.
///
/// Small requests first: whoever sends one waits for it. A large request is a part of an upload, or has more than
/// ``smallEventsMax`` events; as many of them come into a commit as its time allows, since larger commits cost less
/// an event. Between two of them the writer looks for small ones; those that came are served in the same commit,
/// which then closes, so that they wait for one part at the most, and for one flush. A commit that began with small
/// requests takes no large one: its flush would be many times as long. Neither starves the other: a large one that
/// so many commits passed over goes first in the next.
///
/// A value that knows neither clock nor queue nor store.
struct CommitPlan {
  /// What the writer does next.
  enum Step: Equatable {
    /// Serve the small request that came first.
    case small
    /// Serve the large request that came first.
    case large
    /// Flush.
    case close
  }

  /// What waits.
  struct Waiting {
    /// How many small requests.
    var small: Int
    /// How many events the first of the large requests has; nil if there is none.
    var large: Int?
  }

  /// How many events a small request has at the most: about a millisecond of the writer's time.
  static let smallEventsMax = 32
  /// After this much time a commit takes no further request, while small ones come: one may wait for the flush.
  ///
  /// Before that, what was taken is entered into the stances, which takes about as long again.
  static let sharedNanoseconds: UInt64 = 4_000_000
  /// The same, if none came lately.
  static let quietNanoseconds: UInt64 = 100_000_000
  /// For so long after a small request others are expected.
  static let lateNanoseconds: UInt64 = 1_000_000_000
  /// How many events a commit of several requests has at the most: each may change pages of its own, which are
  /// in private memory until the flush.
  ///
  /// About as many as one upload hands over.
  static let eventsMax = 5120
  /// The same, while small requests come: one part of an upload, whose flush takes some ten milliseconds where each
  /// event changes pages of its own.
  static let sharedEventsMax = 100
  /// How long the stances of a commit may take to be entered: who appends meanwhile waits for that.
  ///
  /// One event's may take milliseconds: a late statement is folded forward up to the first day that comes to the same
  /// whatever stood before.
  static let enteringNanosecondsMax: UInt64 = 100_000_000
  /// A large request that so many commits passed over goes first in the next.
  static let passesMax = 4

  /// So many small requests, answered by the last commit or waiting then, are a crowd: its next ones are waited for.
  ///
  /// Else a crowd falls apart into two halves, each of which waits for the flush of the other.
  static let crowdMin = 8
  /// If none of a crowd comes for so long, the commit goes on without those who have not come.
  static let patienceNanoseconds: UInt64 = 500_000

  private let nanosecondsMax: UInt64
  private let eventsMax: Int
  /// The same, with a large request that is not its first.
  private let furtherEventsMax: Int
  private let crowd: Int
  /// True if large requests were passed over too often.
  private let isLargeDue: Bool
  private var events = 0
  private var smallCount = 0
  private var largeCount = 0

  /// - Parameters:
  ///   - isShared: True if small requests came lately.
  ///   - passes: How many commits in a row had no time for a large request that waited.
  ///   - crowd: How many small requests the last commit answered, with those that waited meanwhile.
  ///   - entering: How long an event's stances took to be entered by the last large commit, in nanoseconds; 0 if
  ///     there was none.
  init(isShared: Bool, passes: Int, crowd: Int = 0, entering: UInt64 = 0) {
    self.crowd = isShared && crowd >= CommitPlan.crowdMin ? crowd : 0
    nanosecondsMax = isShared ? CommitPlan.sharedNanoseconds : CommitPlan.quietNanoseconds
    eventsMax = isShared ? CommitPlan.sharedEventsMax : CommitPlan.eventsMax
    furtherEventsMax = min(eventsMax, Int(CommitPlan.enteringNanosecondsMax / max(entering, 1)))
    isLargeDue = passes >= CommitPlan.passesMax
  }

  /// True if small requests are among those taken.
  var hasSmall: Bool { smallCount > 0 }
  /// True if large requests are.
  var hasLarge: Bool { largeCount > 0 }

  /// True if some of the crowd are still to come, and the commit has room for them.
  ///
  /// - Parameter elapsed: The commit's age, in nanoseconds.
  /// - Returns: Whether to wait for the next of them.
  func awaitsCrowd(elapsed: UInt64) -> Bool {
    hasSmall && !hasLarge && smallCount < crowd && elapsed <= nanosecondsMax && events < eventsMax
  }

  /// What to do next.
  ///
  /// - Parameters:
  ///   - waiting: What waits at this moment.
  ///   - elapsed: The commit's age, in nanoseconds.
  /// - Returns: A step; not to close as long as nothing was taken and something waits.
  func next(_ waiting: Waiting, elapsed: UInt64) -> Step {
    let isEmpty = smallCount == 0 && largeCount == 0
    if isEmpty, isLargeDue, waiting.large != nil { return .large }
    if !isEmpty, elapsed > nanosecondsMax || events >= eventsMax { return .close }
    if waiting.small > 0 { return .small }
    guard let large = waiting.large else { return .close }
    if isEmpty { return .large }
    // Those who sent the small ones wait.
    if hasSmall { return .close }
    return events + large > furtherEventsMax ? .close : .large
  }

  /// Notes that the small request was served.
  mutating func tookSmall(events count: Int) {
    smallCount += 1
    events += count
  }

  /// Notes that the large one was.
  mutating func tookLarge(events count: Int) {
    largeCount += 1
    events += count
  }
}
