import ChanceryAPI
import ChanceryModel
import Testing

@testable import ChanceryServer

@Suite struct RolePolicyTests {
  private let bare = RolePolicy(daemonUser: 900, socketGroup: 901)

  private func peer(_ uid: UInt32, gid: UInt32 = 100, groups: [UInt32] = []) -> Peer {
    Peer(uid: uid, gid: gid, groups: groups)
  }

  @Test func `without configuration root and the daemon's user are admins`() {
    #expect(bare.role(of: peer(0)) == .admin)
    #expect(bare.role(of: peer(900)) == .admin)
  }

  @Test func `the socket's group writes, by supplementary membership too`() {
    #expect(bare.role(of: peer(1_000, gid: 901)) == .writer)
    #expect(bare.role(of: peer(1_000, groups: [27, 901])) == .writer)
    #expect(bare.role(of: peer(1_000)) == .reader)
  }

  @Test func `lists replace the defaults`() {
    var policy = bare
    policy.writers = RolePolicy.Members(users: [1_001], groups: [50])
    policy.readers = RolePolicy.Members(users: [1_002])
    policy.admins = RolePolicy.Members(groups: [60])
    #expect(policy.role(of: peer(1_000, gid: 901)) == nil)
    #expect(policy.role(of: peer(1_001)) == .writer)
    #expect(policy.role(of: peer(1_003, groups: [50])) == .writer)
    #expect(policy.role(of: peer(1_002)) == .reader)
    #expect(policy.role(of: peer(1_004, groups: [60])) == .admin)
  }

  @Test func `a refusal says who one is and what to do`() throws {
    #expect(throws: Never.self) { try bare.require(.reader, of: peer(1_000)) }
    let refusal = #expect(throws: Refusal.self) { try bare.require(.writer, of: peer(1_000)) }
    #expect(refusal?.code == .forbidden)
    #expect(refusal?.detail.contains("uid 1000") == true)
    #expect(refusal?.hint?.contains("“writers”") == true)
  }

  @Test func `accounts are found by name and number`() throws {
    #expect(try AccountLookup.members(["root", "1000", "@root"]).users == [0, 1_000])
    #expect(try AccountLookup.members(["@root"]).groups == [0])
    #expect(throws: AccountLookup.UnknownAccount(entry: "nobody-here")) {
      try AccountLookup.members(["nobody-here"])
    }
  }
}
