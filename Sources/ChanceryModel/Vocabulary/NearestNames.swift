/// Finds the names somebody may have meant.
package enum NearestNames {
  /// The names nearest to `wanted`, best first.
  package static func nearest(
    _ wanted: String,
    among names: some Sequence<String>,
    limit: Int = 3
  ) -> [String] { [] }
}
