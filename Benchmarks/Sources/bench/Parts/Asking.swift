/// Stance questions on one connection, as several parts ask them.
enum Asking {
  /// How long answering takes.
  static func run(
    _ chancery: Chancery,
    _ questions: [Question],
    known: Int? = nil,
    seconds: Double
  ) throws -> LoadFigures {
    var load = chancery.load(Requests(questions.map { HTTP.stance($0, known: known) }))
    load.seconds = seconds
    return try load.run()
  }

  /// How long answering takes when each question is asked for the first time.
  static func once(_ chancery: Chancery, _ questions: [Question]) throws -> LoadFigures {
    var load = chancery.load(Requests(questions.map { HTTP.stance($0) }))
    load.once = true
    return try load.run()
  }
}
