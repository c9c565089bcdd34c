import RunLogs
import Testing

/// What the cells of notebooks have printed.
@Suite("Notebooks")
struct NotebookTests {
  private func run(_ text: String) -> LogRun { ReadLines.run(text, nil) }

  private func jupyter(_ outputs: String) -> String {
    """
    {"cells": [{"cell_type": "markdown", "source": ["Epoch 7 - loss: 7"], "metadata": {"text": "Epoch 8 - loss: 8"}},
    {"cell_type": "code", "execution_count": 3, "outputs": [\(outputs)], "source": ["print('Epoch 9 - loss: 9')"]}],
    "metadata": {"language_info": {"version": "3.9"}}, "nbformat": 4, "nbformat_minor": 5}
    """
  }

  @Test(
    "The lines of a notebook's outputs are read, and nothing else of it",
    arguments: [
      #"{"output_type": "stream", "text": ["Epoch 1/3 - loss: 0.9\n", "Epoch 2/3 - loss: 0.7\n"]}"#,
      #"{"output_type": "stream", "text": "Epoch 1/3 - loss: 0.9\nEpoch 2/3 - loss: 0.7\n"}"#,
      #"{"output_type": "stream", "text": ["Epoch 1/3 - loss: 0.9"]}, {"output_type": "stream", "text": ["Epoch 2/3 - loss: 0.7"]}"#,
    ])
  func jupyter(outputs: String) {
    let run = run(jupyter(outputs))
    #expect(run.format == "notebook" && run.series.map(\.name) == ["loss"])
    #expect(run.series.first?.points == [[1, 0.9], [2, 0.7]])
  }

  @Test("The log of a notebook that ran on Kaggle")
  func kaggle() {
    let run = run(
      """
      [{"stream_name":"stdout","time":1.2,"data":"Epoch 1/3 - loss: 0.9\\n"}
      ,{"stream_name":"stderr","time":2.2,"data":"Epoch 2/3 - "}
      ,{"stream_name":"stderr","time":2.3,"data":"loss: 0.7\\n"}
      ]
      """)
    #expect(run.format == "notebook" && run.series.map(\.points) == [[[1, 0.9], [2, 0.7]]])
  }

  @Test("One that is cut gives what it has, and says so")
  func cut() {
    let whole = jupyter(
      #"{"output_type": "stream", "text": ["Epoch 1/3 - loss: 0.9\n", "Epoch 2/3 - loss: 0.7\n"]}"#)
    let run = run(String(whole.prefix { $0 != "7" }) + "")
    #expect(run.series.allSatisfy { $0.points.count <= 1 })
    let late = self.run(String(whole.dropLast(80)))
    #expect(late.series.first?.points == [[1, 0.9], [2, 0.7]] && late.skipped.count == 1)
  }

  @Test("Other documents are no notebooks")
  func others() {
    #expect(
      run(#"{"cells": [{"epoch": 1, "loss": 0.5}, {"epoch": 2, "loss": 0.4}]}"#).format == "json")
    #expect(run(#"[{"epoch": 1, "loss": 0.5}, {"epoch": 2, "loss": 0.4}]"#).format == "json")
  }
}
