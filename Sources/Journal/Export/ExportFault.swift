/// Why a line is not one that an export has.
package struct ExportFault: Error, Sendable, Equatable {
  /// What is wrong with it.
  package let detail: String

  package init(_ detail: String) {
    self.detail = detail
  }
}
