/// Which bits are flipped, by number: any process can tell the n-th without the others.
struct FlipPlan {
  enum Kind {
    case random(UInt64, Int)
    case everyByte(UInt64)
    case one(Flip.Bit)
  }

  let kind: Kind
  let byteCount: Int

  var count: Int {
    switch kind {
    case .random(_, let count): count
    case .everyByte: byteCount
    case .one: 1
    }
  }

  func bit(_ index: Int) -> Flip.Bit {
    switch kind {
    case .random(let seed, _):
      let number = FlipPlan.mixed(seed, index)
      return Flip.Bit(offset: Int(number >> 8 % UInt64(byteCount)), bit: Int(number & 7))
    case .everyByte(let seed):
      return Flip.Bit(offset: index, bit: Int(FlipPlan.mixed(seed, index) & 7))
    case .one(let bit):
      return bit
    }
  }

  /// The output of SplitMix64 after so many steps.
  private static func mixed(_ seed: UInt64, _ index: Int) -> UInt64 {
    var mixed = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
