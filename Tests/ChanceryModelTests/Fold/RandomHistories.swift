import ChanceryModel

/// Small random histories full of collisions, the same for the same seed (SplitMix64).
struct RandomHistories: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A day of the few on which everything happens.
  mutating func day(of days: Int = 8) -> CivilDate {
    CivilDate(dayNumber: Int32.random(in: 0..<Int32(days), using: &self))
  }

  /// Up to twelve candidates with shuffled seqs, on few days, by few ranks.
  mutating func history() -> [StanceCandidate] {
    let count = Int.random(in: 0...12, using: &self)
    let days = Int.random(in: 1...8, using: &self)
    let seqs = (1...UInt64(count + 1)).shuffled(using: &self)
    return (0..<count).map { candidate(seq: seqs[$0], days: days) }
  }

  private mutating func candidate(seq: UInt64, days: Int) -> StanceCandidate {
    let latest = day(of: days)
    var earliest: CivilDate? = latest
    switch Int.random(in: 0..<5, using: &self) {
    case 0: earliest = nil
    case 1: earliest = latest.adding(days: -Int.random(in: 1...4, using: &self))
    default: break
    }
    let positions = Position.allCases.prefix(Bool.random(using: &self) ? 2 : 6)
    return StanceCandidate(
      seq: seq,
      version: seq,
      earliest: earliest,
      latest: latest,
      rank: Rank.allCases.prefix(3).randomElement(using: &self) ?? .none,
      position: positions.randomElement(using: &self) ?? .support,
      conditions: conditions()
    )
  }

  private mutating func conditions() -> [Condition]? {
    switch Int.random(in: 0..<6, using: &self) {
    case 0, 1, 2: return nil
    case 3: return []
    default:
      let kinds: [ConditionKind] = [.exception, .timing]
      let texts: [Text] = ["a ceasefire", "a UN flag"]
      return (0...1).map { _ in
        Condition(
          kind: kinds.randomElement(using: &self) ?? .timing,
          text: texts.randomElement(using: &self) ?? ""
        )
      }
    }
  }
}
