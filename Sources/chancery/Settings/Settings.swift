import ChanceryModel
import ChanceryRender
import Glibc

/// What a person has set for every call: `$XDG_CONFIG_HOME/chancery/config.json`.
///
/// An option wins over the environment, the environment over the file, the file over what is built in.
struct Settings {
  /// The topic of the verbs that need one, `board` and `why`, where none is given.
  var topic: String?
  /// Names of one's own, in small letters, and what they stand for.
  var aliases: [String: String] = [:]
  /// The form of the output.
  var output: OutputFormat?
  /// Whether colour is used.
  var colour: ColourChoice?
  /// The pager; empty for none.
  var pager: String?
  /// The daemon's socket.
  var socket: String?

  /// The names that the file may hold.
  static let names = ["topic", "aliases", "output", "color", "pager", "socket"]

  /// Those of this process; none if the file is bad, which ``check()`` says.
  static var current: Settings {
    if case .success(let settings) = loaded { settings } else { Settings() }
  }

  /// Where the file is looked for; nil where there is no home.
  static var path: String? {
    if let directory = Environment.value("XDG_CONFIG_HOME"), directory.hasPrefix("/") {
      return "\(directory)/chancery/config.json"
    }
    guard let home = Environment.value("HOME"), !home.isEmpty else { return nil }
    return "\(home)/.config/chancery/config.json"
  }

  /// True if there is such a file, and it could be read.
  static var isFile: Bool { if case .success(.some) = bytes { true } else { false } }

  /// Refuses a bad file.
  ///
  /// - Throws: ``Fault`` with exit code 78, the file's line and column in it, or why it cannot be read.
  static func check() throws(Fault) { _ = try loaded.get() }

  private static let bytes: Result<[UInt8]?, Fault> = {
    guard let path else { return .success(nil) }
    // Not where the name leads: a link that leads nowhere is there, and was meant.
    var status = stat()
    guard lstat(path, &status) == 0 else { return .success(nil) }
    do throws(Fault) {
      return .success(try InputFile.read(path, bytesMax: 1 << 20))
    } catch {
      let fault = Fault(
        ([error.what] + error.places).joined(separator: ": "),
        remedy: "make \(path) a file that you may read, or take it away",
        status: ExitStatus.configuration
      )
      return .failure(fault)
    }
  }()

  private static let loaded: Result<Settings, Fault> = {
    do throws(Fault) {
      guard let bytes = try bytes.get(), let path else { return .success(Settings()) }
      return .success(try SettingsFile(path: path, bytes: bytes).settings())
    } catch {
      return .failure(error)
    }
  }()
}
