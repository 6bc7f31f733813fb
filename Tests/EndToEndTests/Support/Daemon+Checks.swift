import ChanceryModel
import Foundation
import Testing

extension Daemon {
  /// Follows the seeds from their files into the journal.
  func importSeeds() throws {
    let files = SeedTests.files
    let run = try chancery(["import"] + files)
    try #require(run.status == 0, "\(run.errors)")
  }

  /// Runs `chancery` with arguments that come as a list.
  func chancery(_ arguments: [String], input: String? = nil, seconds: Double = 60) throws -> Run {
    try Run.program(
      Binaries.client,
      arguments,
      input: input,
      environment: ["CHANCERY_SOCKET": socket],
      seconds: seconds
    )
  }

  /// Starts `chancery` and leaves it running.
  func live(_ arguments: String...) throws -> LiveProcess {
    try LiveProcess(Binaries.client, arguments, environment: ["CHANCERY_SOCKET": socket])
  }

  /// Appends, and requires that it was done.
  @discardableResult
  func append(_ events: String..., path: String = "/v1/events") throws -> JSONValue {
    let body = events.count == 1 ? events[0] : "[" + events.joined(separator: ",") + "]"
    let answer = try post(body, path: path)
    try #require(answer.status == 200, "\(answer.text)")
    return answer.json
  }

  /// How many connections follow the log; nil while too many others keep the question out.
  func followers() throws -> Int? {
    try get("/v1/status").json["followers"]?.intValue
  }

  /// Waits until memory and descriptors are near what they were; says what they are if not.
  func comesBack(
    to before: (kilobytes: Int, descriptors: Int),
    kilobytes margin: Int = 24 * 1024,
    seconds: Double = 10
  ) throws -> String? {
    let isBack = try Wait.until(seconds: seconds) {
      let now = try footprint()
      return now.descriptors <= before.descriptors + 2 && now.kilobytes <= before.kilobytes + margin
    }
    return isBack ? nil : "before \(before), now \(try footprint())"
  }
}

extension JSONValue {
  /// The element of an array, or nil if there is none.
  subscript(index: Int) -> JSONValue? {
    guard let elements = arrayValue, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
