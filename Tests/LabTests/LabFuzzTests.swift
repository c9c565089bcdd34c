import LabFuzzing
import Testing

@Suite struct LabFuzzTests {
  /// A few random sessions; `make fuzz` runs hundreds.
  @Test(arguments: UInt64(1)...4) func randomSessionsHold(seed: UInt64) {
    #expect(LabFuzzer.failure(LabSamples.tutorial, seed: seed) == nil)
  }

  @Test(arguments: UInt64(1)...6) func watchedLogsHold(seed: UInt64) {
    #expect(LabFuzzer.watchFailure(LabSamples.tutorial, seed: seed) == nil)
  }
}
