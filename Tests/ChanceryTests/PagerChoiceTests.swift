import Testing

@testable import chancery

@Suite struct PagerChoiceTests {
  @Test func `the pager is that of the option, the variable, the settings, PAGER, or less`() {
    func found(
      _ variables: [String: String],
      setting: String? = nil,
      isOff: Bool = false
    ) -> (String, String?) {
      let choice = PagerChoice.found(isOff: isOff, setting: setting) { variables[$0] }
      return (choice.command, choice.origin)
    }
    let both = ["CHANCERY_PAGER": "a", "PAGER": "b"]
    #expect(found(both, setting: "c", isOff: true) == ("", "--no-pager"))
    #expect(found(both, setting: "c") == ("a", "$CHANCERY_PAGER"))
    #expect(found(["PAGER": "b"], setting: "c") == ("c", nil))
    #expect(found(["PAGER": "b"]) == ("b", "$PAGER"))
    #expect(found([:]) == ("less", "built in"))
    #expect(found(["CHANCERY_PAGER": " "], setting: "c") == ("", "$CHANCERY_PAGER"))
    #expect(found(["PAGER": "cat"]) == ("", "$PAGER"))
    #expect(found([:], setting: "") == ("", nil))
  }
}
