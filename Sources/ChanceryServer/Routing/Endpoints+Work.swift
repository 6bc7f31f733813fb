import ChanceryAPI
import ChanceryModel

// MARK: - Work that takes long, and says how far it is

extension Endpoints {
  /// Projections made anew.
  func rebuild(check: Bool) -> Reply {
    let journal = journal
    return .work { progress, completion in
      journal.rebuild(check: check) {
        progress($0.encoded())
      } completion: { result in
        completion(result.map { $0.encoded() })
      }
    }
  }

  /// A backup into the directory that the body names.
  var backup: Reply {
    let journal = journal
    return .document { document throws(Refusal) in
      let directory = try Endpoints.directory(in: document)
      return .work { progress, completion in
        journal.backup(to: directory) {
          progress($0.encoded())
        } completion: { result in
          completion(result.map { $0.encoded() })
        }
      }
    }
  }

  /// The journal's file written anew.
  var compact: Reply {
    let journal = journal
    return .work { progress, completion in
      journal.compact {
        progress($0.encoded())
      } completion: { result in
        completion(result.map { $0.encoded() })
      }
    }
  }

  /// The event that the body names erased.
  var redact: Reply {
    let journal = journal
    let recordedBy = peer.recordedBy
    return .document { document throws(Refusal) in
      let order = WorkOrder(document, of: "redaction", example: #"{"event":17,"reason":"why"}"#)
      try order.check(fields: ["event", "reason"])
      let event = try order.seq("event")
      let reason = try order.text("reason")
      return .work { progress, completion in
        journal.redact(event: event, reason: reason, recordedBy: recordedBy) {
          progress($0.encoded())
        } completion: { result in
          completion(result.map { $0.encodedRedaction() })
        }
      }
    }
  }

  private static func directory(in document: JSONValue) throws(Refusal) -> Text {
    let example = #"{"directory":"/an/absolute/path"}"#
    let order = WorkOrder(document, of: "backup", example: example)
    try order.check(fields: ["directory"])
    return try order.text("directory")
  }
}
