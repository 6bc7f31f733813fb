import ChanceryAPI
import ChanceryModel
import Glibc
import Testing

@testable import ChanceryServer

@Suite struct OpenAPITests {
  @Test func `every route is described, and nothing else`() throws {
    let document = try JSONParser.parse(OpenAPIDocument.bytes)
    var described: Set<String> = []
    for path in document["paths"]?.objectValue?.members ?? [] {
      for method in path.value.objectValue?.members ?? [] {
        described.insert("\(method.key.string.uppercased()) \(path.key)")
      }
    }
    #expect(described == Set(Route.all.map { "\($0.method.rawValue) \($0.pattern)" }))
  }

  @Test func `every route that is described is found by its path`() {
    for route in Route.all {
      let method: RequestMethod = route.method == .get ? .get : .post
      let path = route.pattern.replacing("{", with: "").replacing("}", with: "")
      guard case .found(let found, let captures) = RouteMatcher.match(method, path[...]) else {
        Issue.record("\(route.pattern) is not found")
        continue
      }
      #expect(found.pattern == route.pattern)
      #expect(captures.map(String.init) == route.captures)
    }
  }

  /// To renew the file: `CHANCERY_UPDATE=1 swift test --filter OpenAPITests`.
  @Test func `the file in config is what is served`() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(folder)/config/openapi.json"
    let bytes = OpenAPIDocument.bytes + [UInt8(ascii: "\n")]
    if getenv("CHANCERY_UPDATE") != nil {
      let file = try #require(fopen(path, "w"))
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
    }
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var kept = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&kept, 1, kept.count, file)
    #expect(Array(kept[..<count]) == bytes, "renew it with CHANCERY_UPDATE=1")
  }
}
