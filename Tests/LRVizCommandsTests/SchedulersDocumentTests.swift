import Foundation
import Testing

@Suite struct SchedulersDocumentTests {
  @Test func theDocumentIsFresh() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let document = try String(
      contentsOf: root.appendingPathComponent("Documentation/Schedulers.md"), encoding: .utf8)
    let outcome = try Program.run(["list", "--format", "markdown"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    // The documents would fill the screen.
    let isFresh = document == outcome.output
    #expect(isFresh, "run: swift run lrviz list --format markdown > Documentation/Schedulers.md")
  }

  @Test func oneSchedulerCanBeAskedFor() throws {
    let outcome = try Program.run(["list", "StepLR", "--format", "markdown"])
    #expect(outcome.output.contains("## StepLR") && !outcome.output.contains("## MultiStepLR"))
  }
}
