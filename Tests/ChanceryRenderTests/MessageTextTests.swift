import ChanceryRender
import Testing

@Suite struct MessageTextTests {
  private func long(_ count: Int) -> String { String(repeating: "x", count: count) }

  @Test func `what is short stays as it is`() {
    for text in ["", "“a” is no date", "“\(long(120))” and “\(long(120))”", long(2000)] {
      #expect(MessageText.short(text) == text)
    }
  }

  @Test func `a long value is cut within its quotation marks, each by itself`() {
    #expect(
      MessageText.short("no “\(long(121))” but “b” or “\(long(100_000))” here")
        == "no “\(long(120))…” but “b” or “\(long(120))…” here"
    )
    // A mark that is never closed ends with the message.
    #expect(MessageText.short("“" + long(100_000)) == "“" + long(120) + "…")
  }

  @Test func `a message is no longer than some lines`() {
    #expect(MessageText.short(long(100_000)) == long(2000) + "…")
  }
}
