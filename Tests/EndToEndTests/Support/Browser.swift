import Foundation

/// A headless Chromium, spoken to by the DevTools protocol over a pair of pipes.
///
/// It shows one page at a time. Whatever it has to say on its console, and whatever it asks a network for,
/// is kept in ``events``.
final class Browser {
  /// Why a browser is of no use.
  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  static let program = URL(fileURLWithPath: "/usr/bin/chromium-headless-shell")
  private static let answerSeconds = 60.0

  private let scratch: Scratch
  private let process: ChildProcess
  private let input: Int32
  private let output: Int32
  private var waiting: [UInt8] = []
  private var lastID = 0
  private var session: String?
  /// What came unasked, oldest first.
  private(set) var events: [[String: Any]] = []

  /// Starts the browser with an empty page.
  ///
  /// - Throws: ``Trouble`` if it is not installed or does not answer.
  init() throws {
    guard FileManager.default.isExecutableFile(atPath: Browser.program.path) else {
      throw Trouble(
        description: "there is no \(Browser.program.path), by which this test looks at pages; "
          + "scripts/setup installs it (chromium-headless-shell)"
      )
    }
    let scratch = try Scratch()
    self.scratch = scratch
    let pipes = ["to", "from"].map { scratch.path + "/" + $0 }
    for pipe in pipes where mkfifo(pipe, 0o600) != 0 {
      throw Trouble(description: "no pipe \(pipe): \(errno)")
    }
    // Both ends at once: the opening of one would wait for the other.
    input = open(pipes[0], O_RDWR | O_CLOEXEC)
    output = open(pipes[1], O_RDWR | O_CLOEXEC | O_NONBLOCK)
    let flags = [
      "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
      "--disable-dev-shm-usage", "--user-data-dir=\(scratch.path)/profile",
    ]
    process = try ChildProcess(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 1>/dev/null", Browser.program.path] + flags,
      environment: ["HOME": scratch.path],
      input: pipes[0],
      output: pipes[1],
      errors: scratch.path + "/err"
    )
    let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"] ?? ""
    let attached = try call("Target.attachToTarget", ["targetId": target, "flatten": true])
    session = attached["sessionId"] as? String
    for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
      try call("\(domain).enable")
    }
  }

  deinit {
    _ = try? call("Browser.close", isOfPage: false, seconds: 5)
    if !process.ends(within: 5) { process.end() }
    close(input)
    close(output)
  }

  // MARK: Pages

  /// Shows a file in a window of that width, and waits until it is there.
  func show(_ path: String, width: Int, isDark: Bool = false) throws {
    events = []
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600]
    )
    let scheme = ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]
    try call("Emulation.setEmulatedMedia", ["features": [scheme]])
    try call("Page.navigate", ["url": "file://\(path)"])
    let deadline = Date().addingTimeInterval(Browser.answerSeconds)
    while !events.contains(where: { $0["method"] as? String == "Page.loadEventFired" }) {
      guard Date() < deadline else { throw Trouble(description: "\(path) was not loaded") }
      try read(until: deadline)
    }
  }

  /// The value of an expression of JavaScript in the page.
  func value(_ expression: String) throws -> Any? {
    let answer = try call(
      "Runtime.evaluate",
      ["expression": expression, "returnByValue": true]
    )
    if let exception = answer["exceptionDetails"] {
      throw Trouble(description: "\(expression): \(exception)")
    }
    return (answer["result"] as? [String: Any])?["value"]
  }

  /// Presses the tabulator.
  func tab() throws {
    for type in ["rawKeyDown", "keyUp"] {
      try call(
        "Input.dispatchKeyEvent",
        ["type": type, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9]
      )
    }
  }

  /// What a reader who does not see is told of the page: the role and the name of each thing.
  func heard() throws -> [(role: String, name: String)] {
    let nodes = try call("Accessibility.getFullAXTree")["nodes"] as? [[String: Any]] ?? []
    return nodes.filter { $0["ignored"] as? Bool != true }.map { node in
      let parts = ["role", "name"].map { (node[$0] as? [String: Any])?["value"] as? String ?? "" }
      return (parts[0], parts[1])
    }
  }

  /// What the page said on the console, threw or asked a network for.
  var complaints: [String] {
    events.compactMap { event in
      let method = event["method"] as? String ?? ""
      let parameters = event["params"] as? [String: Any] ?? [:]
      switch method {
      case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown":
        return "\(method): \(parameters)"
      case "Network.requestWillBeSent":
        let url = (parameters["request"] as? [String: Any])?["url"] as? String ?? ""
        return parameters["type"] as? String == "Document" ? nil : "request of \(url)"
      default: return nil
      }
    }
  }

  // MARK: The protocol

  /// Calls a method of the protocol and waits for what it gives.
  @discardableResult
  func call(
    _ method: String,
    _ parameters: [String: Any] = [:],
    isOfPage: Bool = true,
    seconds: Double = answerSeconds
  ) throws -> [String: Any] {
    lastID += 1
    var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
    if isOfPage, let session { message["sessionId"] = session }
    try write(JSONSerialization.data(withJSONObject: message) + [0])
    let deadline = Date().addingTimeInterval(seconds)
    while true {
      if let index = events.firstIndex(where: { $0["id"] as? Int == lastID }) {
        let answer = events.remove(at: index)
        if let error = answer["error"] { throw Trouble(description: "\(method): \(error)") }
        return answer["result"] as? [String: Any] ?? [:]
      }
      guard Date() < deadline, process.isRunning else {
        throw Trouble(
          description: "\(method): no answer; \((try? scratch.text("err"))?.suffix(400) ?? "")"
        )
      }
      try read(until: deadline)
    }
  }

  private func write(_ data: Data) throws {
    var rest = Array(data)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(input, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw Trouble(description: "write: \(errno)") }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Takes what has come, or waits a moment for it.
  private func read(until deadline: Date) throws {
    var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, 100) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Foundation.read(output, &buffer, buffer.count)
    if count > 0 { waiting += buffer[..<count] }
    while let end = waiting.firstIndex(of: 0) {
      let message = try JSONSerialization.jsonObject(with: Data(waiting[..<end]))
      waiting.removeFirst(end + 1)
      if let message = message as? [String: Any] { events.append(message) }
    }
  }
}
