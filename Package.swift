// swift-tools-version: 6.2
import PackageDescription

// MARK: - Settings

/// What every target is built with: warnings are errors, imports say who sees them.
let houseSettings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// `LMDB` returns spans that cannot outlive their transaction.
///
/// The feature is still spelled "experimental", but the Language Steering Group has promised that the
/// APIs under this flag stay for two releases after any change (https://forums.swift.org/t/78638).
let lifetimeSettings: [SwiftSetting] =
  houseSettings + [.enableExperimentalFeature("Lifetimes"), .strictMemorySafety()]

/// How the command is linked if the trait is on: with everything in it.
///
/// A quarter of a verb's time was the loader's, which finds the system's libraries and writes 56,000
/// addresses into the program (Documentation/Decisions/0023-static-command.md). It takes objects
/// that were compiled for `--static-swift-stdlib`, so a build without that leaves the trait off.
let commandLinkerSettings: [LinkerSetting] = [
  .unsafeFlags(["-static-executable"], .when(platforms: [.linux], traits: ["StaticCommand"]))
]

// MARK: - Dependencies

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle",
  package: "swift-service-lifecycle"
)
let unixSignals = Target.Dependency.product(
  name: "UnixSignals",
  package: "swift-service-lifecycle"
)
let configuration = Target.Dependency.product(
  name: "Configuration",
  package: "swift-configuration"
)
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// MARK: - Package

let package = Package(
  name: "chancery",
  products: [
    .executable(name: "chanceryd", targets: ["chanceryd"]),
    .executable(name: "chancery", targets: ["chancery"]),
    .library(name: "LMDB", targets: ["LMDB"]),
  ],
  traits: [
    .trait(
      name: "StaticCommand",
      description: "Links chancery statically; needs --static-swift-stdlib and lld."
    )
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // MARK: Storage
    .systemLibrary(
      name: "CLMDB",
      pkgConfig: "lmdb",
      providers: [.apt(["liblmdb-dev"])]
    ),
    .target(name: "LMDB", dependencies: ["CLMDB"], swiftSettings: lifetimeSettings),
    .target(name: "PageCheck", swiftSettings: houseSettings),

    // MARK: Pure cores
    .target(name: "ChanceryModel", swiftSettings: houseSettings),
    .target(name: "Proofs", dependencies: [crypto], swiftSettings: houseSettings),
    .target(name: "ChanceryAPI", dependencies: ["ChanceryModel"], swiftSettings: houseSettings),

    // MARK: System
    .target(name: "Processes", swiftSettings: houseSettings),

    // MARK: Daemon
    .target(
      name: "Journal",
      dependencies: ["LMDB", "ChanceryModel", "Proofs"],
      swiftSettings: houseSettings + [.enableExperimentalFeature("Lifetimes")]
    ),
    .target(
      name: "Projections",
      dependencies: ["Journal", "LMDB", "ChanceryModel", "Proofs"],
      swiftSettings: houseSettings + [.enableExperimentalFeature("Lifetimes")]
    ),
    .target(
      name: "Verification",
      dependencies: [
        "Projections", "Journal", "LMDB", "PageCheck", "ChanceryModel", "ChanceryAPI", "Proofs",
        "Processes",
      ],
      swiftSettings: houseSettings + [.enableExperimentalFeature("Lifetimes")]
    ),
    .target(
      name: "Restoration",
      dependencies: ["Projections", "Journal", "LMDB", "ChanceryModel", "Proofs"],
      swiftSettings: houseSettings + [.enableExperimentalFeature("Lifetimes")]
    ),
    .target(
      name: "ChanceryServer",
      dependencies: [
        "Projections", "Journal", "ChanceryModel", "ChanceryAPI", "Processes",
        nioCore, nioPosix, nioHTTP1, logging, metrics, lifecycle,
      ],
      swiftSettings: houseSettings
    ),
    .executableTarget(
      name: "chanceryd",
      dependencies: [
        "ChanceryServer", "ChanceryAPI", "ChanceryModel", "Journal", "Processes", "Restoration",
        "Verification", argumentParser, configuration, lifecycle, unixSignals, logging, metrics,
        systemPackage,
      ],
      swiftSettings: houseSettings
    ),

    // MARK: Command line
    .target(
      name: "ChanceryClient",
      dependencies: ["ChanceryAPI", "ChanceryModel"],
      swiftSettings: houseSettings
    ),
    .target(
      name: "ChanceryRender",
      dependencies: ["ChanceryClient", "ChanceryAPI", "ChanceryModel"],
      swiftSettings: houseSettings
    ),
    .executableTarget(
      name: "chancery",
      dependencies: [
        "ChanceryRender", "ChanceryClient", "ChanceryAPI", "ChanceryModel", "Processes", "Proofs",
        argumentParser,
      ],
      swiftSettings: houseSettings,
      linkerSettings: commandLinkerSettings
    ),

    // MARK: Tests
    .testTarget(
      name: "LMDBTests",
      dependencies: ["LMDB"],
      exclude: ["CompileFail"],
      swiftSettings: lifetimeSettings
    ),
    .testTarget(
      name: "PageCheckTests",
      dependencies: ["PageCheck", "LMDB"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "ChanceryModelTests",
      dependencies: ["ChanceryModel"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "ChanceryAPITests",
      dependencies: ["ChanceryAPI", "ChanceryModel"],
      swiftSettings: houseSettings
    ),
    .testTarget(name: "ProofsTests", dependencies: ["Proofs"], swiftSettings: houseSettings),
    .testTarget(
      name: "JournalTests",
      dependencies: ["Journal", "LMDB", "ChanceryModel", "Proofs"],
      exclude: ["Golden"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "ProjectionsTests",
      dependencies: ["Projections", "Restoration", "Journal", "LMDB", "ChanceryModel", "Proofs"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "VerificationTests",
      dependencies: ["Verification", "Projections", "Journal", "LMDB", "ChanceryModel"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "ChanceryServerTests",
      dependencies: ["ChanceryServer", "ChanceryAPI", "ChanceryModel"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "ChanceryRenderTests",
      dependencies: ["ChanceryRender", "ChanceryClient", "ChanceryModel"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "ChanceryTests",
      dependencies: [
        "chancery", "ChanceryClient", "ChanceryAPI", "ChanceryModel", argumentParser,
      ],
      swiftSettings: houseSettings
    ),
    .target(
      name: "TestSupport",
      dependencies: ["ChanceryModel", "LMDB"],
      path: "Tests/Support",
      swiftSettings: houseSettings
    ),
    .executableTarget(
      name: "flip-tool",
      dependencies: [
        "Verification", "Projections", "ChanceryModel", "ChanceryAPI", "TestSupport",
        argumentParser,
      ],
      path: "Tests/FlipTool",
      swiftSettings: houseSettings
    ),
    .executableTarget(
      name: "costtool",
      dependencies: ["Projections", "LMDB", "ChanceryModel", "ChanceryAPI", argumentParser],
      path: "Tests/CostTool",
      exclude: ["figures"],
      swiftSettings: houseSettings
    ),
    .executableTarget(
      name: "crashtool",
      dependencies: [
        "Projections", "Journal", "LMDB", "PageCheck", "Proofs", "ChanceryModel", "TestSupport",
        argumentParser,
      ],
      path: "Tests/CrashTools/CrashTool",
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "ChanceryClient", "ChanceryAPI", "ChanceryModel", "LMDB", "TestSupport", "chanceryd",
        "chancery",
      ],
      exclude: ["Golden"],
      swiftSettings: houseSettings
    ),
    .testTarget(
      name: "CrashTests",
      dependencies: ["ChanceryModel", "TestSupport", "chanceryd", "chancery", "crashtool"],
      swiftSettings: houseSettings
    ),
    .testTarget(name: "TidyTests", swiftSettings: houseSettings),
  ],
  swiftLanguageModes: [.v6]
)
