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

  private static func directory(in document: JSONValue) throws(Refusal) -> Text {
    guard let members = document.objectValue?.members else {
      throw Refusal(.invalidValue, at: "", "the body has to be a JSON object")
    }
    if let other = members.first(where: { $0.key != "directory" }) {
      throw Refusal(
        .unknownField,
        at: "/\(other.key)",
        "a backup has no field “\(other.key)”",
        hint: #"send {"directory":"/an/absolute/path"}"#
      )
    }
    guard let directory = document["directory"]?.textValue, !directory.isEmpty else {
      throw Refusal(
        .missingField,
        at: "/directory",
        "“directory” is missing",
        hint: #"send {"directory":"/an/absolute/path"}"#
      )
    }
    return directory
  }
}
