// swift-tools-version: 6.2
import PackageDescription

// The instrument that holds Chancery beside its peers (../Documentation/Performance.md). A package
// of its own: nothing of the product is built into it, it meets the product at its socket only.

/// The same settings as the product's.
let houseSettings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// C is compiled for the machine it runs on, with warnings as errors.
let houseC: [CSetting] = [
  .unsafeFlags(["-O2", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"])
]

let package = Package(
  name: "benchmarks",
  products: [.executable(name: "bench", targets: ["bench"])],
  targets: [
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    /// The load generator: every server is measured by the same loop.
    .target(name: "CLoad", cSettings: houseC),
    /// The stores that are measured inside one process: LMDB and SQLite themselves.
    .target(name: "CStores", dependencies: ["CLMDB", "CSQLite", "CLoad"], cSettings: houseC),
    .executableTarget(
      name: "bench",
      dependencies: ["CLMDB", "CSQLite", "CLoad", "CStores"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "BenchTests",
      dependencies: ["bench", "CLoad"],
      swiftSettings: houseSettings
    ),
  ],
  swiftLanguageModes: [.v6]
)
