import LogFuzzing
import RunLogs
import Testing

/// Shapes of JSON that people write their own histories in.
@Suite("Shapes of JSON")
struct JSONShapeTests {
  private func points(_ text: String) -> [String: [[Double]]] {
    let run = LogCheck.run(Array(text.utf8), nil, cut: 1 << 20)
    return Dictionary(uniqueKeysWithValues: run.series.map { ($0.name, $0.points) })
  }

  @Test("Records under their numbers")
  func numbered() {
    let found = points(#"{"1": {"loss": 0.9, "val_loss": 1.0}, "2": {"loss": 0.8}, "3": {"loss": 0.7}}"#)
    #expect(found["loss"] == [[1, 0.9], [2, 0.8], [3, 0.7]] && found["val_loss"] == [[1, 1.0]])
    #expect(
      points(#"{"history": {"0": {"loss": 0.9}, "1": {"loss": 0.8}}}"#)["loss"] == [[0, 0.9], [1, 0.8]])
  }

  @Test("Records that name what they measure")
  func labeled() {
    let found = points(
      """
      {"name": "train_loss", "value": 0.9, "step": 10}
      {"step": 10, "value": 0.1, "key": "lr"}
      {"name": "train_loss", "value": 0.8, "step": 20}
      """)
    #expect(found == ["train_loss": [[10, 0.9], [20, 0.8]], "lr": [[10, 0.1]]])
    #expect(
      points("{\"value\": 0.9, \"step\": 1}\n{\"value\": 0.8, \"step\": 2}\n")["value"] == [
        [1, 0.9], [2, 0.8],
      ])
  }

  @Test("Settings in front of the records, or beside the columns, are no points")
  func settings() {
    let lines = points(
      "{\"lr\": 0.1, \"model\": \"a\", \"epochs\": 3}\n{\"epoch\": 0, \"loss\": 0.9, \"lr\": 0.01}\n{\"epoch\": 1, \"loss\": 0.8, \"lr\": 0.02}\n"
    )
    #expect(lines == ["loss": [[0, 0.9], [1, 0.8]], "lr": [[0, 0.01], [1, 0.02]]])
    let uncounted = points(
      "{\"lr\": 0.1, \"seed\": 1}\n{\"step\": 5, \"lr\": 0.02}\n{\"step\": 6, \"lr\": 0.01}\n")
    #expect(uncounted == ["lr": [[5, 0.02], [6, 0.01]]])
    let columns = points(
      #"{"epochs": 3, "lr": 0.1, "history": {"train_loss": [0.9, 0.8, 0.7]}, "best": 0.7}"#)
    #expect(columns == ["train_loss": [[0, 0.9], [1, 0.8], [2, 0.7]]])
  }
}
