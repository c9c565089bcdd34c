import Testing

@testable import RunLogs

/// The rows of several panes in one stream.
@Suite("Panes in one stream")
struct PaneRouterTests {
  private func routed(_ text: String, cut: Int) -> [String] {
    var router = PaneRouter()
    var panes: [String] = []
    func give(_ place: Int, _ line: Bytes) {
      while panes.count <= place { panes.append("") }
      panes[place] += String(decoding: line, as: UTF8.self)
    }
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { whole in
      for start in stride(from: 0, to: whole.count, by: cut) {
        router.take(Bytes(rebasing: whole[start..<min(start + cut, whole.count)]), give)
      }
    }
    router.finish(give)
    return panes
  }

  @Test("Lines go to their pane, other lines where the one before went, in any cuts", arguments: 1...40)
  func cuts(cut: Int) {
    let text = """
      {"pane": 1, "epoch": 1}
      {"pane": 7, "epoch": 1}
      words
      {"pane": 1, "epoch": 2}
      {"pane": x}

      {"pane": 7, "epoch": 2}
      """
    #expect(
      routed(text, cut: cut) == [
        "{\"pane\": 1, \"epoch\": 1}\n{\"pane\": 1, \"epoch\": 2}\n{\"pane\": x}\n\n",
        "{\"pane\": 7, \"epoch\": 1}\nwords\n{\"pane\": 7, \"epoch\": 2}",
      ])
  }

  @Test("No stream makes more panes than there may be, and no line without an end is kept for ever")
  func bounds() {
    let rows = (1...200).map { "{\"pane\": \($0)}\n" }.joined()
    #expect(routed(rows, cut: 64).count == PaneRouter.most)
    let long = "{\"pane\": 1, " + String(repeating: " ", count: 5 * LogLimits.lineBytes)
    #expect(routed(long, cut: 4_096).joined().count == long.count)
  }

  @Test(
    "A run has the name of its pane",
    arguments: [
      ("{\"pane\": 2, \"spec\": \"StepLR(3)\"}", "pane 2: StepLR(3)"), ("{\"pane\": 2}", "pane 2"),
      ("{\"pane\": ", nil), ("words", nil),
    ])
  func names(row: String, name: String?) {
    #expect(Array(row.utf8).withUnsafeBufferPointer(PaneRouter.name) == name)
  }
}
