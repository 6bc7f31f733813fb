import ChanceryAPI
import ChanceryModel
import Testing

@Suite struct RegistryTests {
  @Test func `every code has a status and a title of its own`() {
    for code in RefusalCode.allCases {
      for place in RequestPlace.allCases {
        #expect((400...507).contains(ProblemRegistry.status(of: code, in: place)), "\(code)")
      }
    }
    let titles = RefusalCode.allCases.map(ProblemRegistry.title)
    #expect(Set(titles).count == titles.count)
  }

  @Test func `only what is the machine's is a 5xx`() {
    let failures = RefusalCode.allCases.filter { ProblemRegistry.status(of: $0) >= 500 }
    #expect(
      Set(failures) == [
        .backupFailed, .busy, .clockBehind, .internalError, .rebuilding, .shuttingDown,
        .storageFull, .storageGone, .tooManyConnections,
      ]
    )
  }

  @Test func `what is unknown in a path is not found, in an event not accepted`() {
    #expect(ProblemRegistry.status(of: .unknownTopic) == 422)
    #expect(ProblemRegistry.status(of: .unknownTopic, in: .address) == 404)
    #expect(ProblemRegistry.status(of: .invalidDate, in: .address) == 400)
  }

  @Test func `the table is sorted, and each name has one route`() {
    let keys = Route.all.map { "\($0.pattern) \($0.method.rawValue)" }
    #expect(keys == keys.sorted())
    #expect(Set(keys).count == keys.count)
    #expect(Set(Route.all.map(\.name)) == Set(Route.Name.allCases))
    #expect(Route.all.count == Route.Name.allCases.count)
  }

  @Test func `only appends and the daemon's own work need more than reading`() {
    for route in Route.all {
      let needed: Role =
        route.pattern.hasPrefix("/v1/admin/") ? .admin : route.method == .post ? .writer : .reader
      #expect(route.role == needed, "\(route.pattern)")
      #expect(!route.summary.isEmpty)
      #expect(!route.returns.isEmpty)
      let names = route.parameters.map(\.name)
      #expect(Set(names).count == names.count)
    }
  }
}
