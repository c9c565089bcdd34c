import RunLogs
import Testing

@testable import Following

@Suite("The known end of a run")
struct KnownEndTests {
  static let cases: [(String, Double?, Double?)] = [
    ("  Total optimization steps = 1,234\n", 1_234, nil), ("\"max_steps\": 5000, \"x\": 1", 5_000, nil),
    ("max_steps=-1 ", nil, nil), ("Namespace(max_iters=600000, lr=1)", 600_000, nil),
    ("Epoch 3/10 loss 1", nil, 10), ("epoch: [3/90][10/391] ", nil, 90), ("Epoch 3 of 10: ", nil, 10),
    ("{\"epoch\": 3, \"max_epochs\": 60, ", nil, 60), ("  Num Epochs = 7\n", nil, 7),
    ("Num Epochs = 9,223,372,036,854,775,807\n", nil, nil), ("num_train_epochs=3, max_steps=50 ", 50, nil),
    ("Epoch 12/10 ", nil, nil), ("my_max_steps: 7 ", nil, nil), ("max_stepsize: 7 ", nil, nil),
    ("step 3/10 ", nil, nil), ("", nil, nil), ("epoch", nil, nil), ("Epoch 1/", nil, nil),
    ("total_steps: 99999999999999999999999 ", nil, nil), ("Epoch 2024-01-02 3/4", nil, nil),
  ]

  @Test(arguments: cases) func words(text: String, steps: Double?, epochs: Double?) {
    var end = KnownEnd()
    Array(text.utf8).withUnsafeBufferPointer { end.note($0) }
    #expect(end == KnownEnd(steps: steps, epochs: epochs))
  }
}
