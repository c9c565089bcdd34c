import Foundation
import Testing

/// `Examples/TrainingLoop` is a package of its own that depends on `LRSchedulers`, as a user's would.
@Suite("The example")
struct ExampleTests {
  private static let package = "/\(Repository.root)/Examples/TrainingLoop"
  /// Beside the build that these tests are of, so that it is kept between runs and cleaned with it.
  private static let scratch = "/\(Repository.root)/.build/examples/TrainingLoop"

  @Test("Another package builds it, trains with it and reads a checkpoint")
  func training() throws {
    let build = try self.build()
    try #require(build.status == 0, "\(build.output)")
    #expect(!build.output.contains("warning:"), "\(build.output)")
    // Who needs the schedulers alone does not wait for the program's dependencies.
    #expect(!build.output.contains("Compiling ArgumentParser"))

    let training = try Tool.run(Self.scratch + "/debug/TrainingLoop", [])
    #expect(training.status == 0)
    #expect(training.output.contains("from epoch 7 on: plateau 0.05 -> 0.025\n"))
    let losses = training.output.split(separator: "\n").filter { $0.contains("epoch 30 ") }
      .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
    #expect(losses.count == 2 && losses.allSatisfy { $0 < 0.004 }, "\(training.output)")

    let refused = try Tool.run(Self.scratch + "/debug/TrainingLoop", ["StepLR(stepsize=3)"])
    #expect(refused.status == 64 && refused.output.contains("did you mean 'step_size'?"))
  }

  @Test("What it depends on has no flags that SwiftPM refuses in a dependency, and no dependencies")
  func flags() throws {
    let manifest = try #require(Repository.text("Package.swift"))
    #expect(manifest.contains(".target(name: \"LRSchedulers\"),"))
  }

  /// SwiftPM does not see that files of a dependency were moved or renamed: a kept build that fails is made again.
  private func build() throws -> (status: Int32, output: String) {
    let arguments = ["swift", "build", "--package-path", Self.package, "--scratch-path", Self.scratch]
    let kept = try Tool.run("/usr/bin/env", arguments)
    guard kept.status != 0 else { return kept }
    try? FileManager.default.removeItem(atPath: Self.scratch)
    return try Tool.run("/usr/bin/env", arguments)
  }
}
