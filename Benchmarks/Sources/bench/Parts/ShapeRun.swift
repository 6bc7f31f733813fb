import CLoad

/// Appends a shape to a fresh journal and asks its questions.
struct ShapeRun {
  /// What came out.
  struct Found {
    /// Events of the second phase a second, and how long it took.
    var perSecond: Double
    var seconds: Double
    var memory: Double
    var questions: [(String, LoadFigures)]
    var note: String
  }

  private let base: Base
  private let shape: Shape

  init(_ base: Base, _ shape: Shape) {
    self.base = base
    self.shape = shape
  }

  func measure() throws -> Found {
    Progress.say(shape.name)
    let chancery = try Chancery(base.scratch, data: base.scratch.workDirectory("shape"))
    defer { chancery.stop() }
    var asked: [(String, LoadFigures)] = []
    try append(shape.first, to: chancery)
    let before = try chancery.head()
    for probe in shape.probes where probe.isBefore {
      asked.append((probe.name, try ask(probe, before, chancery)))
    }
    let (seconds, peak) = try chancery.process.peakMemory { try append(shape.second, to: chancery) }
    for probe in shape.probes where !probe.isBefore {
      asked.append((probe.name, try ask(probe, before, chancery)))
    }
    return Found(
      perSecond: Double(shape.second.count) / seconds,
      seconds: seconds,
      memory: peak,
      questions: asked,
      note: "\(shape.name): \(try chancery.verify())"
    )
  }

  private func ask(_ probe: Shape.Probe, _ before: Int, _ chancery: Chancery) throws -> LoadFigures
  {
    try Asking.run(
      chancery,
      probe.questions,
      known: probe.known == .before ? before : nil,
      seconds: base.options.seconds
    )
  }

  /// In order, since later lines speak of earlier ones by their number.
  @discardableResult
  private func append(_ lines: [String], to chancery: Chancery) throws -> Double {
    guard !lines.isEmpty else { return 0 }
    let path = base.scratch.work + "/shape.ndjson"
    let file = try LineFile(path)
    for line in lines { try file.add(line) }
    try file.close()
    let text = try MappedFile(path)
    var all = chancery.load(HTTP.batches(of: text.bytes, perRequest: shape.perRequest))
    all.once = true
    let start = load_now()
    _ = try all.run()
    return Double(load_now() - start) / 1e9
  }
}
