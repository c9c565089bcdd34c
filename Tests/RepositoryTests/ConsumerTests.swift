import Foundation
import Testing

/// A package that depends on this one by a tag, as users do: a clone of the last commit with a tag stands for the server.
@Suite("A package that depends on a release")
struct ConsumerTests {
  private static let canClone = Tool.exists("git") && Repository.exists(".git")

  @Test(
    "Its own scheduler, a run, and a checkpoint, with the product LRSchedulers alone",
    .enabled(if: canClone, "SKIPPED: it takes git, and a repository to clone"))
  func builds() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lrviz-consumer-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.release(in: folder.path + "/lrviz")
    try Self.write(Self.manifest(folder.path + "/lrviz"), to: folder.path + "/app/Package.swift")
    try Self.write(Self.source, to: folder.path + "/app/Sources/app/main.swift")
    // Its own build folder, since the one of the running tests is locked.
    let arguments = ["--package-path", folder.path + "/app", "--scratch-path", folder.path + "/build"]
    let build = try Tool.run("/usr/bin/env", ["swift", "build"] + arguments)
    try #require(build.status == 0, "\(build.output)")
    #expect(!build.output.contains("warning:"), "\(build.output)")
    #expect(!build.output.contains("Compiling ArgumentParser") && !build.output.contains("CNcurses"))
    let app = try Tool.run(folder.path + "/build/debug/app", [])
    #expect(app.status == 0 && app.output == "0.1 0.05 0.025 0.025\nTiming 0.05\nStepLR(step_size=2)\n")
  }

  private static func release(in path: String) throws {
    let clone = ["clone", "--quiet", "/" + Repository.root, path]
    for arguments in [clone, ["-C", path, "tag", "1.0.0"]] {
      let outcome = try Tool.run("/usr/bin/env", ["git"] + arguments)
      try #require(outcome.status == 0, "git \(arguments): \(outcome.output)")
    }
  }

  private static func write(_ text: String, to path: String) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private static func manifest(_ path: String) -> String {
    """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "app",
      platforms: [.macOS(.v15)],
      dependencies: [.package(url: "file://\(path)", from: "1.0.0")],
      targets: [
        .executableTarget(name: "app", dependencies: [.product(name: "LRSchedulers", package: "lrviz")])
      ],
      swiftLanguageModes: [.v6]
    )
    """
  }

  private static let source = """
    import Foundation
    import LRSchedulers

    struct Timing: EpochScheduler {
      var lastEpoch = -1
      func validate() throws(SchedulerError) {}
      func update(
        _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
      ) throws(SchedulerError) {
        if state.lastEpoch > 0 { groups[0].lr /= 2 }
      }
    }

    let warm = SequentialLR(schedulers: [Timing(), ConstantLR(factor: 0.25, totalIters: 9)], milestones: [3])
    let plan = Plan(warm, lr: 0.1, length: 4)
    print(try plan.rates().map(\\.description).joined(separator: " "))

    var run = try ScheduleRun(Timing(), lr: 0.1)
    try run.step()
    print(run.schedule.name, run.lr)

    let checkpoint = try JSONEncoder().encode(ScheduleRun(StepLR(stepSize: 2), lr: 0.1))
    print(try JSONDecoder().decode(ScheduleRun.self, from: checkpoint).schedule.spec)

    """
}
