import Testing

@testable import bench

@Suite struct ReportTests {
  @Test func `the median and the spread of rounds are shown`() {
    #expect(Series([3, 1, 2]).text == "2.00 (1.00–3.00)")
    #expect(Series([1, 2, 3, 4]).median == 2.5)
    #expect(Series([7]).text == "7.00")
    #expect(Series([]).text == "–")
  }

  @Test func `a ratio is taken within a round`() {
    #expect((Series([10, 30]) / Series([10, 10])).values == [1, 3])
  }

  @Test func `a bar is met by the median, and never by what was not measured`() {
    #expect(Bar("x", Series([1, 1, 9]), .atMost(1)).isMet)
    #expect(!Bar("x", Series([1, 1, 9]), .atLeast(2)).isMet)
    #expect(!Bar("x", Series([]), .atMost(1)).isMet)
    #expect(!Bar("x", Series([]), .atLeast(1)).isMet)
  }

  @Test func `figures have three digits that count`() {
    #expect(Format.number(0.1234) == "0.12")
    #expect(Format.number(12.34) == "12.3")
    #expect(Format.number(1234.4) == "1234")
    #expect(Format.number(1_234_567) == "1,234,567")
    #expect(Format.count(20) == "20")
    #expect(Format.count(869_937) == "869,937")
  }

  @Test func `a ledger has a line for each who, in the order they came`() {
    var ledger = Ledger()
    ledger.add("a", "us", .p50, 1)
    ledger.add("a", "them", .p50, 2)
    ledger.add("a", "us", .p50, 3)
    ledger.add("b", "us", .seconds, 4)
    #expect(ledger["a", "us", .p50].values == [1, 3])
    #expect(ledger["b", "them", .p50].values == [])
    #expect(
      ledger.table.rows == [
        ["a", "us", "2.00 (1.00–3.00)", ""], ["a", "them", "2.00", ""], ["b", "us", "", "4.00"],
      ]
    )
    #expect(ledger.table.markdown.split(separator: "\n").count == 5)
  }
}
