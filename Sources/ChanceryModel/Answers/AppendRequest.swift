/// Events to append together or not at all.
package struct AppendRequest: Sendable {
  package var drafts: [EventDraft]
  /// The head the caller saw; a different one is refused `head-mismatch`.
  package var expectedHead: UInt64?
  /// True if missing topics, actors and sources are to be defined on the way.
  package var declare: Bool
  /// True if everything is done but the commit.
  package var isDryRun: Bool
  /// Who appends: `uid:1000`.
  package var recordedBy: Text

  package init(
    drafts: [EventDraft],
    expectedHead: UInt64? = nil,
    declare: Bool = false,
    isDryRun: Bool = false,
    recordedBy: Text
  ) {
    self.drafts = drafts
    self.expectedHead = expectedHead
    self.declare = declare
    self.isDryRun = isDryRun
    self.recordedBy = recordedBy
  }
}
