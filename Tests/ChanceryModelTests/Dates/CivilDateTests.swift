import ChanceryModel
import Testing

@Suite struct CivilDateTests {
  /// Every day that can be written, against a count by hand.
  @Test func `every day from -9999 to 9999 has its number, and every number its day`() {
    var number = CivilDate.first.dayNumber
    var isRight = true
    for year in -9999...9999 {
      for month in 1...12 {
        for day in 1...CivilDate.dayCount(year: year, month: month) {
          let date = CivilDate(dayNumber: number)
          isRight = isRight && date.components == (year, month, day)
          isRight = isRight && CivilDate(year: year, month: month, day: day) == date
          number += 1
        }
      }
    }
    #expect(isRight)
    #expect(number == CivilDate.last.dayNumber + 1)
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2025-03-24", 20_171),
    ("0000-03-01", -719_468), ("-0001-12-31", -719_529), ("9999-12-31", 2_932_896),
    ("-9999-01-01", -4_371_587),
  ])
  func `known days`(text: String, number: Int32) throws {
    let date = try CivilDate.parse(Text(text))
    #expect(date.dayNumber == number)
    #expect(date.description == text)
  }

  @Test(arguments: [
    (1900, false), (2000, true), (2024, true), (2025, false), (0, true), (-4, true),
  ])
  func `leap years`(year: Int, isLeap: Bool) {
    #expect(CivilDate.isLeap(year) == isLeap)
    #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap)
  }

  @Test(arguments: [
    "2025-02-29", "2025-13-01", "2025-00-01", "2025-01-00", "2025-01-32", "2025-3-4", "20250324",
    "2025-03", "2025", "2025-03-24?", "2025-03-24T00:00:00Z", " 2025-03-24", "2025-03-24 ", "today",
    "",
    "24-03-2025", "2025/03/24", "10000-01-01", "-0000-01-01", "+2025-03-24", "２０２５-03-24",
  ])
  func `what is no day is refused`(text: String) {
    let error = #expect(throws: Refusal.self) { try CivilDate.parse(Text(text)) }
    #expect(error?.code == .invalidDate)
    #expect(error?.hint == "write a day as 2025-03-24")
  }

  @Test func `days add up within the writable years`() throws {
    let day = try CivilDate.parse("2024-02-28")
    #expect(day.adding(days: 1).description == "2024-02-29")
    #expect(day.adding(days: 2).description == "2024-03-01")
    #expect(day.adding(days: -59).description == "2023-12-31")
    #expect(day.adding(days: 4_000_000) == .last)
    #expect(day.adding(days: .max) == .last)
    #expect(day.adding(days: .min) == .first)
    #expect(CivilDate.first.adding(days: -1) == .first)
  }

  @Test func `earlier days stand before later ones`() throws {
    let texts = [
      "-9999-12-31", "-0044-03-15", "-0043-01-01", "0000-01-01", "1999-12-31", "2000-01-01",
    ]
    let days = try texts.map { try CivilDate.parse(Text($0)) }
    #expect(days == days.shuffled().sorted())
    #expect(days.map(\.description) == texts)
  }
}
