// swift-tools-version: 6.2
import PackageDescription

// What glibc checks of its callers' buffers, where it knows their sizes.
let checked: [CSetting] = [.define("_FORTIFY_SOURCE", to: "3", .when(configuration: .release))]

// What only the program uses is optimized for the tests too: finding the schedule of a log takes ten times as long otherwise.
// Whatever traps, traps all the same. LRSchedulers is left as it is, for those who debug what they build upon it.
let quick: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

// Arrows point down only (Documentation/Architecture.md); Tests/RepositoryTests keeps them.
let package = Package(
  name: "lrviz",
  platforms: [.macOS(.v15), .iOS(.v17), .tvOS(.v17), .watchOS(.v10), .visionOS(.v1)],
  products: [
    .library(name: "LRSchedulers", targets: ["LRSchedulers"]),
    .executable(name: "lrviz", targets: ["lrviz"]),
  ],
  dependencies: [
    // Sources/CStandIns knows what it asks of Foundation.
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2"))
  ],
  targets: [
    .executableTarget(name: "lrviz", dependencies: ["LRVizCommands", "CStandIns"]),
    .target(
      name: "LRVizCommands",
      dependencies: [
        "Terminal", "Lab", "Engine", "Training", "Charts", "Pictures", "Tracks", "Canvas", "JSON",
        "LRSchedulers", "Recipes", "RunLogs", "Following", "Judges", "Predict", "CSystem",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "Terminal", dependencies: ["Canvas", "CNcurses", "CSystem"]),
    .target(
      name: "Lab",
      dependencies: [
        "Following", "RunLogs", "Recipes", "Training", "Charts", "Tracks", "Canvas", "LRSchedulers",
      ], swiftSettings: quick),
    .target(name: "Engine", dependencies: ["Training", "LRSchedulers"], swiftSettings: quick),
    .target(name: "Charts", dependencies: ["Tracks", "Canvas", "CSystem"], swiftSettings: quick),
    .target(name: "Pictures", dependencies: ["Canvas", "CFormats"], swiftSettings: quick),
    .target(name: "Training", dependencies: ["LRSchedulers", "CKernels", "Resources"], swiftSettings: quick),
    .target(name: "RunLogs", dependencies: ["Tracks", "JSON", "CFormats", "CSystem"], swiftSettings: quick),
    .target(name: "Following", dependencies: ["RunLogs", "CSystem"], swiftSettings: quick),
    .target(name: "Predict", swiftSettings: quick),
    .target(name: "Judges", dependencies: ["RunLogs", "LRSchedulers", "Tracks"], swiftSettings: quick),
    .target(name: "Recipes", dependencies: ["LRSchedulers", "JSON", "CFormats"], swiftSettings: quick),
    .target(
      name: "CFormats", exclude: ["gbk.bin"], cSettings: checked,
      linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("z"), .linkedLibrary("yaml")]),
    .executableTarget(name: "read-logs", dependencies: ["RunLogs"], path: "Benchmarks/ReadLogs"),
    .target(name: "Canvas", swiftSettings: quick),
    .target(name: "JSON", swiftSettings: quick),
    .target(name: "Tracks", swiftSettings: quick),
    .target(name: "LRSchedulers"),
    .target(name: "Resources", path: "Resources", exclude: ["README.md", "digits.bin"]),
    .target(name: "CSystem", cSettings: checked),
    .target(name: "CStandIns"),
    .target(name: "CKernels", cSettings: checked),
    .target(
      name: "CNcurses", cSettings: checked,
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .executableTarget(
      name: "training-step", dependencies: ["Training", "LRSchedulers"], path: "Benchmarks/TrainingStep"),
    .executableTarget(
      name: "scheduler-step", dependencies: ["LRSchedulers", "Recipes"], path: "Benchmarks/SchedulerStep"),
    .executableTarget(
      name: "judge-rates", dependencies: ["Judges", "RunLogs", "LRSchedulers", "Tracks"],
      path: "Benchmarks/JudgeRates"),
    .executableTarget(name: "fit-law", dependencies: ["Predict"], path: "Benchmarks/FitLaw"),
    .executableTarget(name: "track-points", dependencies: ["Tracks"], path: "Benchmarks/Tracks"),
    .executableTarget(
      name: "lab-frame", dependencies: ["Lab", "Training", "Canvas", "Pictures", "LRSchedulers"],
      path: "Benchmarks/LabFrame"),
    .target(name: "CPty", path: "Tests/CPty"),
    .target(name: "TestSupport", dependencies: ["Canvas", "CPty"], path: "Tests/TestSupport"),
    .target(name: "SpecFuzzing", dependencies: ["LRSchedulers"], path: "Tests/SpecFuzzing"),
    .target(name: "LogFuzzing", dependencies: ["RunLogs"], path: "Tests/LogFuzzing"),
    .executableTarget(name: "log-fuzz", dependencies: ["LogFuzzing", "RunLogs"], path: "Tests/LogFuzz"),
    .target(
      name: "FileFuzzing",
      dependencies: [
        "LRVizCommands", "Lab", "Recipes", "RunLogs", "Training", "JSON", "LRSchedulers", "SpecFuzzing",
        "LogFuzzing",
      ],
      path: "Tests/FileFuzzing"),
    .executableTarget(
      name: "file-fuzz", dependencies: ["FileFuzzing"], path: "Tests/FileFuzz"),
    .testTarget(
      name: "RunLogsTests", dependencies: ["RunLogs", "Tracks", "LogFuzzing", "CFormats", "TestSupport"],
      resources: [.copy("Logs"), .copy("Opinions")]),
    .testTarget(
      name: "FollowingTests", dependencies: ["Following", "RunLogs", "Tracks", "TestSupport", "lrviz"]),
    .testTarget(
      name: "JudgesTests",
      dependencies: ["Judges", "RunLogs", "LRSchedulers", "Tracks", "JSON", "SpecFuzzing"],
      resources: [.copy("Logs")]),
    .testTarget(
      name: "PredictTests", dependencies: ["Predict", "JSON", "TestSupport"], resources: [.copy("Data")]),
    .executableTarget(name: "spec-fuzz", dependencies: ["SpecFuzzing"], path: "Tests/SpecFuzz"),
    .target(
      name: "LabFuzzing",
      dependencies: ["Lab", "Following", "RunLogs", "Training", "Canvas", "LRSchedulers", "SpecFuzzing"],
      path: "Tests/LabFuzzing"),
    .executableTarget(
      name: "lab-fuzz", dependencies: ["LabFuzzing", "SpecFuzzing"], path: "Tests/LabFuzz"),
    .testTarget(
      name: "LRSchedulersTests", dependencies: ["LRSchedulers", "TestSupport", "SpecFuzzing"],
      resources: [.copy("Golden"), .copy("Vectors"), .copy("Paste")]),
    .testTarget(
      name: "TrainingTests", dependencies: ["Training", "CKernels", "TestSupport"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "RecipesTests", dependencies: ["Recipes", "LRSchedulers", "TestSupport"],
      resources: [.copy("Configurations")]),
    .testTarget(name: "EngineTests", dependencies: ["Engine", "TestSupport"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas", "TestSupport"]),
    .testTarget(name: "TracksTests", dependencies: ["Tracks", "TestSupport"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "Charts", "Tracks", "CFormats", "TestSupport"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts", "TestSupport"]),
    .testTarget(
      name: "LabTests", dependencies: ["Lab", "Following", "RunLogs", "TestSupport", "LabFuzzing"]),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["Terminal", "Canvas"], path: "Tests/TerminalProbe"),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TestSupport", "TerminalProbe"]),
    .testTarget(
      name: "LRVizCommandsTests",
      dependencies: ["LRVizCommands", "Lab", "lrviz", "TestSupport", "FileFuzzing"]),
    .testTarget(name: "RepositoryTests", dependencies: ["Lab", "LRSchedulers"]),
  ],
  swiftLanguageModes: [.v6]
)
