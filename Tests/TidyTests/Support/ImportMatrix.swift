/// Who may import whom (ARCHITECTURE.md): a module not named here may not be imported.
enum ImportMatrix {
  /// What each target may import.
  static let allowed: [String: Set<String>] = [
    // Storage.
    "CLMDB": [],
    "LMDB": ["CLMDB", "Glibc", "Synchronization"],
    "PageCheck": ["Glibc"],

    // Pure cores: values, rules, bytes.
    "ChanceryModel": [],
    "Proofs": ["Crypto"],
    "ChanceryAPI": ["ChanceryModel"],

    // The system.
    "Processes": ["Glibc", "Synchronization"],

    // The daemon.
    "Journal": ["ChanceryModel", "Glibc", "LMDB", "Proofs", "Synchronization"],
    "Projections": ["ChanceryModel", "Glibc", "Journal", "LMDB", "Proofs", "Synchronization"],
    "Restoration": [
      "ChanceryModel", "Glibc", "Journal", "LMDB", "Projections", "Proofs", "Synchronization",
    ],
    "Verification": [
      "ChanceryAPI", "ChanceryModel", "Glibc", "Journal", "LMDB", "PageCheck", "Processes",
      "Projections", "Proofs",
    ],
    "ChanceryServer": [
      "ChanceryAPI", "ChanceryModel", "CoreMetrics", "Glibc", "Journal", "Logging", "NIOCore",
      "NIOHTTP1", "NIOPosix", "Processes", "Projections", "ServiceLifecycle", "Synchronization",
    ],
    "chanceryd": [
      "ArgumentParser", "ChanceryAPI", "ChanceryModel", "ChanceryServer", "Configuration", "Glibc",
      "Journal", "Logging", "Metrics", "Processes", "Restoration", "ServiceLifecycle",
      "Synchronization", "SystemPackage", "UnixSignals", "Verification",
    ],

    // The command line: no store, no event loop, no Foundation.
    "ChanceryClient": ["ChanceryAPI", "ChanceryModel", "Glibc", "Synchronization"],
    "ChanceryRender": ["ChanceryAPI", "ChanceryClient", "ChanceryModel", "Glibc"],
    "chancery": [
      "ArgumentParser", "ChanceryAPI", "ChanceryClient", "ChanceryModel", "ChanceryRender", "Glibc",
      "Processes", "Proofs",
    ],
  ]

  /// The imports that a file of a target may not make.
  static func findings(in file: SourceTree.File, of target: String) -> [Finding] {
    guard let allowed = allowed[target] else {
      return [Finding(file.path, "the target \(target) is not in the import matrix")]
    }
    return file.lines.enumerated().compactMap { index, line in
      guard let module = importedModule(line), !allowed.contains(module) else { return nil }
      return Finding(file.path, line: index + 1, "\(target) may not import \(module)")
    }
  }

  /// The module that a line imports, whatever stands before `import`; nil if it imports none.
  static func importedModule(_ line: Substring) -> String? {
    var words = line.split(separator: " ")
    let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    while let first = words.first, first.hasPrefix("@") || modifiers.contains(first) {
      words.removeFirst()
    }
    guard words.first == "import", words.count > 1 else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let"]
    let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
    return String(name.prefix { $0 != "." && $0 != ";" })
  }
}
