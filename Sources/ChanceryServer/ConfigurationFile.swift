import ChanceryModel
import Glibc

/// The configuration file, looked at before its values are read: a key nobody knows is a typo, and a
/// typo in `writers` must not quietly open the journal to all.
package enum ConfigurationFile {
  /// What a key's value has to be.
  private enum Form {
    case text
    case number
    case list

    var words: String {
      switch self {
      case .text: "a text"
      case .number: "a whole number"
      case .list: "a list of texts"
      }
    }

    func fits(_ value: JSONValue) -> Bool {
      switch self {
      case .text: value.textValue != nil
      case .number: value.intValue != nil
      case .list: value.arrayValue.map { $0.allSatisfy { $0.textValue != nil } } ?? false
      }
    }
  }

  private static let forms: [String: Form] = [
    "data": .text, "socket": .text, "map-bytes": .number, "threads": .number,
    "log-level": .text, "log-format": .text, "admins": .list, "writers": .list, "readers": .list,
    "origin": .text,
  ]

  /// Every key the file may have.
  package static let keys: [String] = forms.keys.sorted()

  /// Refuses a file that is missing, no JSON object, or holds what is not known.
  package static func check(_ path: String) throws(StartFailure) {
    guard let bytes = read(path) else {
      throw failure(
        "the configuration file \(path) cannot be read: \(String(cString: strerror(errno)))",
        hint: "give --config a file that this user may read"
      )
    }
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes)
    } catch {
      throw failure("the configuration file \(path) is no JSON: \(error.detail)", hint: nil)
    }
    guard case .object(let object) = value else {
      throw failure(
        "the configuration file \(path) is no JSON object",
        hint: "see config/chancery.json"
      )
    }
    for member in object.members { try check(member.key.string, member.value, path) }
  }

  private static func check(
    _ key: String,
    _ value: JSONValue,
    _ path: String
  ) throws(StartFailure) {
    guard let form = forms[key] else {
      let nearest = NearestNames.nearest(key, among: keys, limit: 1).first
      throw failure(
        "\(path) has an unknown key “\(key)”",
        hint: nearest.map { "did you mean “\($0)”?" } ?? "known: \(keys.joined(separator: ", "))"
      )
    }
    guard form.fits(value) else {
      throw failure("\(path): “\(key)” has to be \(form.words)", hint: "see config/chancery.json")
    }
  }

  private static func failure(_ message: String, hint: String?) -> StartFailure {
    StartFailure(message, hint: hint, exitCode: StartFailure.ExitCode.configuration)
  }

  /// The file's bytes, at most 1 MiB of them; nil with errno set if it cannot be read.
  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return count >= 0 ? Array(bytes[..<count]) : nil
  }
}
