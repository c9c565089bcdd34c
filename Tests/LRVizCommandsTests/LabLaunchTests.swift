import Testing

@testable import LRVizCommands

/// `lrviz` alone parses nothing; what it opens must still be what the options say.
@Suite("The lab's defaults")
struct LabLaunchTests {
  @Test("are those of the options")
  func defaults() throws {
    #expect(try LabLaunch() == LabCommand.parse([]).launch())
    #expect(try LabLaunch() != LabCommand.parse(["--epochs", "99"]).launch())
  }
}
