import ChanceryModel
import Testing

@Suite struct NearActorNamesTests {
  @Test func `each is near a state that there is, and means no other`() {
    for (code, folded) in NearActorNames.folded {
      #expect(BuiltInActors.actor(Text(code))?.kind == .state, "\(code)")
      switch BuiltInActors.index.resolve(folded) {
      case .one(let other): #expect(other == Text(code), "\(folded)")
      case .ambiguous, .none: break
      }
    }
    #expect(Set(NearActorNames.folded.map(\.folded)).count == NearActorNames.folded.count)
  }

  /// The names of a built-in actor are in the stored header of whatever defines its code anew.
  @Test func `none is a name of the state`() {
    for (code, folded) in NearActorNames.folded {
      let names = BuiltInActors.actor(Text(code))?.names ?? []
      #expect(!names.contains { NameFolding.fold($0) == folded }, "\(code) \(folded)")
    }
  }
}
