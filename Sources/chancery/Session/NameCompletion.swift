import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender
import Glibc

/// The names that a shell offers while somebody types, as the daemon has them.
enum NameCompletion {
  /// Codes of actors, and their names.
  static let actor = CompletionKind.custom { words, _, prefix in
    names(words, prefix, "actors", ["actor", "name"])
  }
  static let topic = CompletionKind.custom { words, _, prefix in
    names(words, prefix, "topics", ["topic"])
  }
  static let meeting = CompletionKind.custom { words, _, prefix in
    names(words, prefix, "meetings", ["meeting"])
  }
  static let source = CompletionKind.custom { words, _, prefix in
    names(words, prefix, "sources", ["source"])
  }
  /// The words of the positions, which no daemon is asked for.
  static let position = CompletionKind.list(
    [Position.support, .conditional, .undecided, .neutral, .oppose, .withdrawn]
      .map { $0.word.string }
  )

  /// How long the daemon may take, in microseconds; the prompt is never held up for longer.
  private static let patience: UInt32 = 50_000

  /// The names that begin with what was typed; none if nobody answers in time.
  private static func names(
    _ words: [String],
    _ prefix: String,
    _ route: String,
    _ fields: [Text]
  ) -> [String] {
    // The process has nothing else to do: if time is up, it ends without a word.
    signal(SIGALRM) { _ in _exit(0) }
    // Whoever started this process may have passed on that the signal is blocked.
    var alarm = sigset_t()
    sigemptyset(&alarm)
    sigaddset(&alarm, SIGALRM)
    sigprocmask(SIG_UNBLOCK, &alarm, nil)
    ualarm(patience, 0)
    defer { ualarm(0, 0) }
    let socket = words.firstIndex(of: "--socket").flatMap { index in
      index + 1 < words.count ? words[index + 1] : nil
    }
    let isNamed = Environment.value("CHANCERY_SOCKET").map { !$0.isEmpty } ?? false
    let client = DaemonClient(
      option: socket ?? (isNamed ? nil : Settings.current.socket),
      environment: Environment.value
    )
    let typed = unquoted(prefix)
    let folded = typed.lowercased()
    do {
      let request = HTTPRequest.get("v1", route, query: [("limit", "1000")])
      let answer = try JSONParser.parse(
        try client.fetch(request).body,
        limits: JSONLimits(depth: 64)
      )
      return (answer["items"]?.arrayValue ?? [])
        .flatMap { item in fields.compactMap { item[$0]?.stringValue } }
        .filter { $0.lowercased().hasPrefix(folded) && isPlain($0) }
        // Bash takes only what begins as it was typed; names may be written either way.
        .map { !typed.isEmpty && typed == folded ? $0.lowercased() : $0 }
    } catch {
      return []
    }
  }

  /// What was typed so far, without the quotation marks and backslashes that a shell takes away.
  private static func unquoted(_ typed: String) -> String {
    var text = typed[...]
    if let mark = text.first, mark == "\"" || mark == "'" { text = text.dropFirst() }
    return String(text.filter { $0 != "\\" })
  }

  /// True for what no shell takes for anything but words and blanks.
  ///
  /// Bash expands the words that it is given to choose from, so that nothing else may be among them. It
  /// writes a blank with a backslash when it completes, as zsh and fish do.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && SafeText.line(name) == name
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || "0123456789-_. ".unicodeScalars.contains($0)
      }
  }
}
