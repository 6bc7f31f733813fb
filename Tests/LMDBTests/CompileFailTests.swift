import Foundation
import Testing

/// What the compiler must refuse: each file in CompileFail names in its first line the error that
/// it must lead to, or `nothing` for the control.
///
/// The errors about lifetimes come after type checking, so each file is compiled to SIL.
@Suite struct CompileFailTests {
  static let fixtures: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder + "/CompileFail")
    // A folder that cannot be read gives no fixtures; the first test below would then fail.
    return (files ?? []).filter { $0.hasSuffix(".swift") }.sorted()
  }()

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path

  @Test func `there are fixtures and a control`() {
    #expect(Self.fixtures.count >= 13)
    #expect(Self.fixtures.contains("Control.swift"))
  }

  @Test(arguments: fixtures)
  func `the compiler finds what is wrong`(fixture: String) throws {
    let path = Self.folder + "/CompileFail/" + fixture
    let source = try String(contentsOfFile: path, encoding: .utf8)
    let header = try #require(source.split(separator: "\n").first)
    try #require(header.hasPrefix("// expect: "))
    let expected = String(header.dropFirst("// expect: ".count))
    let (status, output) = try compile(path)
    let errors = output.split(separator: "\n").filter { $0.contains(".swift:") }
      .filter { $0.contains("error: ") }
    if expected == "nothing" {
      #expect(status == 0, "\(output)")
      #expect(errors.isEmpty)
    } else {
      #expect(status != 0, "\(fixture) compiles")
      #expect(errors.contains { $0.contains(expected) }, "\(output)")
      #expect(Set(errors).count == 1, "\(output)")
    }
  }

  /// Compiles a file against the modules beside the running test binary.
  private func compile(_ path: String) throws -> (status: Int32, output: String) {
    let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let modules = binary.deletingLastPathComponent().appendingPathComponent("Modules").path
    let package = URL(fileURLWithPath: Self.folder).appendingPathComponent("../..").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "swiftc", "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-swift-version", "6",
      "-enable-experimental-feature", "Lifetimes", "-enable-upcoming-feature", "ExistentialAny",
      "-I", modules, "-I", package + "/Sources/CLMDB", path,
    ]
    let pipe = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
