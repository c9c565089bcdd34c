import Foundation
import Testing

@Suite struct SchedulersDocumentTests {
  @Test(arguments: [("Schedulers.md", "markdown"), ("Equivalents.md", "equivalents")])
  func theDocumentIsFresh(name: String, format: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let document = try String(
      contentsOf: root.appendingPathComponent("Documentation/\(name)"), encoding: .utf8)
    let outcome = try Program.run(["list", "--format", format])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    // The documents would fill the screen.
    let isFresh = document == outcome.output
    #expect(isFresh, "run: swift run lrviz list --format \(format) > Documentation/\(name)")
  }

  @Test func oneSchedulerCanBeAskedFor() throws {
    let outcome = try Program.run(["list", "StepLR", "--format", "markdown"])
    #expect(outcome.output.contains("## StepLR") && !outcome.output.contains("## MultiStepLR"))
  }
}
