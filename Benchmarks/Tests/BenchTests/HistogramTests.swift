import CLoad
import Testing

@Suite struct HistogramTests {
  @Test func `a percentile is known to one part in 128`() {
    let histogram = histogram_new()
    defer { histogram_free(histogram) }
    for value in 1...100_000 { histogram_record(histogram, UInt64(value) * 37) }
    #expect(histogram_count(histogram) == 100_000)
    #expect(histogram_max(histogram) == 3_700_000)
    for share in [0.01, 0.5, 0.9, 0.99, 0.999, 1] {
      let exact = share * 3_700_000
      #expect(abs(Double(histogram_percentile(histogram, share)) - exact) <= exact / 128)
    }
  }

  @Test func `small values are exact, and none is too large`() {
    let histogram = histogram_new()
    defer { histogram_free(histogram) }
    #expect(histogram_percentile(histogram, 0.5) == 0)
    for value in [0, 1, 255] as [UInt64] {
      histogram_clear(histogram)
      histogram_record(histogram, value)
      #expect(histogram_percentile(histogram, 0.5) == value)
    }
    histogram_record(histogram, .max)
    #expect(histogram_max(histogram) == .max)
  }
}
