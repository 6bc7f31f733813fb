package import ChanceryModel
internal import Journal
internal import LMDB

extension Engine {
  /// The data directory, as it was given.
  package var directory: String { configuration.directory }

  /// Runs something on a thread of its own while the snapshot of this moment is kept.
  ///
  /// Meanwhile no page of that snapshot, nor of a later one, is written again: LMDB takes pages back
  /// only from the transactions before the oldest reader's (`mdb_page_alloc`, `mdb_find_oldest` in
  /// mdb.c of 0.9.24). So another process may read the file without a lock. Pages freed meanwhile are
  /// not used again either: the file may grow, so the time has to be bounded by `body`.
  ///
  /// - Parameter body: Called once; with a refusal if there is no room for another reader.
  package func holdingSnapshot(_ body: @escaping @Sendable (Refusal?) -> Void) {
    let environment = journal.environment
    let thread = Thread {
      do throws(LMDBError) {
        try environment.read { _ in body(nil) }
      } catch {
        body(
          Refusal(
            .busy,
            "the journal cannot be read now: \(error)",
            hint: "try again when less is being read"
          )
        )
      }
    }
    thread.detach()
  }
}
