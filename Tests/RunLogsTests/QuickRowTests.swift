import LogFuzzing
import RunLogs
import Testing

/// Rows and lines read in the quick way give what they give when each is read with care: values, skips, splits, order.
@Suite("Rows read quickly")
struct QuickRowTests {
  /// Both ways must agree, in one piece and in cuts.
  private func check(_ text: String, _ format: String, expectsPoints: Bool = true) {
    let bytes = Array(text.utf8)
    let careful = LogCheck.run(bytes, format, cut: bytes.count + 1, readsQuickly: false)
    for cut in [bytes.count + 1, 1_000, 97] {
      #expect(LogCheck.run(bytes, format, cut: cut).isLike(careful), "cuts of \(cut): \(text.prefix(200))")
    }
    if expectsPoints { #expect(careful.pointCount > 0, "\(text.prefix(200))") }
  }

  /// Rows of `first`, then the odd ones, each among more of `first`.
  private func rows(_ header: String, _ first: (Int) -> String, odd: [String], end: String = "\n") -> String {
    var text = header.isEmpty ? "" : header + end
    for step in 0..<40 { text += first(step) + end }
    for (number, row) in odd.enumerated() {
      text += row + end
      for step in 0..<3 { text += first(40 + number * 3 + step) + end }
    }
    return text
  }

  @Test("Tables", arguments: [",", ";", "\t", " "], ["\n", "\r\n"])
  func tables(separator: String, end: String) {
    func row(_ cells: String...) -> String { cells.joined(separator: separator) }
    let text = rows(
      row("epoch", "step", "loss", "lr"),
      { row("\($0 / 10)", "\($0)", "0.\(1_000 - $0)", $0 % 7 == 0 ? "1e-3" : "0.00\($0)") },
      odd: [
        row("1", "50", "", "0.1"), row("1", "", "0.5", "0.1"), row("", "51", "0.5", ""),
        row("1", "52", "nan", "0.1"),
        row("1", "53", "5x", "0.1"), row("1", "54", "0.5", "0.1", "7"), row("1", "55"),
        row("1", "56", "\"0.5\"", "2"),
        "", "   ", row("epoch", "step", "loss", "lr"), "# remark", row(" 1", " 57 ", "0.5 ", "  0.25 "),
        row("1", "58", "0.5", "0.1", ""), row("1", "59", "-inf", "1"),
        row("1", "60", "99999999999999999999", "1"),
        row("1", "3", "0.5", "0.1"), row("1", "1e3", "0.5", "0.1"), row("NA", "61", "NA", "-"),
        row("1.5", "62", "1", "1"),
        row("1", "63", "0.5\r", "1"), row("1", "nan", "0.5", "1"), row("1", "64", "0,5", "1"),
        row("x", "65", "1", "1"),
      ], end: end)
    check(text, "csv")
    check(text + row("9", "99", "0.12"), "csv")
    check(String(text.dropFirst(25 + 0)), "csv")
  }

  @Test("A column that has no numbers at first, and sparse rows")
  func sparse() {
    var text = "loss,epoch,step,val_loss,\n"
    for step in 0..<300 {
      text += step % 3 == 2 ? ",0,\(step),0.\(step),\n" : "0.5\(step),\(step / 100),\(step),,\n"
      if step == 150 { text += "x,1,150,5x,\n1,1,151,7x,\n" }
    }
    check(text, "csv")
  }

  /// Found by the fuzzer: series are in the order in which their first values come, however the rows are read.
  @Test("Rows that are never whole", arguments: ["epoch", "phase", "ep\u{fffd}ch"])
  func neverWhole(name: String) {
    var text = "once,\(name),norm,lr,step,train,val\r\n"
    for step in 0..<60 {
      text += ",,,0.0\(step),\(step),,\r\n,\(step / 9),,,\(step),0.5\(step),\r\n"
      if step == 30 { text += ",3,,,\(step),,1.5\r\n" }
      if step == 50 { text += ",5,0.7,,\(step),0.24,\r\n" }
    }
    check(text, "csv")
  }

  @Test("Columns of numbers without names", arguments: ["\n", " \n", "\r\n", "\n\n"])
  func bare(end: String) {
    check((0..<500).map { "\($0 % 13).\($0)" }.joined(separator: end) + end, "csv")
    check((0..<500).map { "\($0) \(Double($0) / 3)" }.joined(separator: end), "csv")
    check((0..<500).map { "\($0)\t\(Double($0) / 3)" }.joined(separator: end), "csv")
  }

  @Test("JSON lines")
  func jsonLines() {
    let text = rows(
      "",
      {
        #"{"step": \#($0), "epoch": \#($0 / 8), "loss": 0.\#(900 - $0), "eta": "0:0\#($0 % 9)", "lr": [1e-3, \#($0)e-5]}"#
      },
      odd: [
        #"{"step": 50, "epoch": 1, "loss": NaN, "eta": "0:01", "lr": [1e-3, 2e-5]}"#,
        #"{"step": 51, "epoch": 1, "loss": "0.5", "eta": "7", "lr": [1e-3, 2e-5]}"#,
        #"{"step": 52, "epoch": 1, "loss": 0.5, "eta": "nan", "lr": [1e-3, 2e-5]}"#,
        #"{"step": 53, "epoch": 1, "loss": 0.5, "eta": "a\"b", "lr": [1e-3]}"#,
        #"{"step": 54, "mode": "val", "loss": 0.5}"#, #"{"step": 55, "mode": "val", "loss": 0.25}"#,
        #"{"step": 56, "mode": "train", "loss": 0.5}"#, #"{"step": 57, "mode": "7", "loss": 0.5}"#,
        #"{"step": 58, "epoch": 1.5, "loss": 1e999, "eta": "0:01", "lr": [1e-3, 2e-5]}"#,
        #"{"step": 59, "a": {"b": 1, "c": {"d": 2}}, "ok": true, "no": null}"#,
        #"{"step": 60, "a": {"b": 3, "c": {"d": 4}}, "ok": true, "no": null}"#,
        #"{"step": 61, "rows": [{"x": 1}, {"x": 2}]}"#, #"{"step": 62, "rows": [{"x": 3}, {"x": 4}]}"#,
        #"{"step": 63, "config": {"lr": 1}, "s": "1"}"#, #"{"step": 64, "config": {"lr": 2}, "s": "1"}"#,
        #"{"step": 65, "loss": 1, "loss": 2}"#, #"{"step": 66, "loss": 3, "loss": 4}"#,
        #"{"loss": 1}{"loss": 2}"#, #"{"loss": 3}{"loss": 4}"#, #"{}{"loss": 5}"#, #"{}{"loss": 6}"#,
        #"{"step": 67, "loss": 1"#, "not an object", "", "[1, 2]", "{'step': 68, 'loss': 0.5}", "# remark",
        #"{"step": 69 "loss": 0.5}"#, #"{"step": 70 "loss": 0.25}"#, #"{"a" "b": 1}"#, #"{"a" "c": 2}"#,
        #"{"step": 71, "loss": +1}"#, #"{"step": 72, "loss": -1}"#, #"{"step": 73, "loss": 00.5}"#,
        "{\"step\": 74, \"loss\": 0.5, \"t\": \"\u{1F600}\"}", #"{"time": "2026-01-01", "loss": 1}"#,
        #"{"time": "2026-01-02", "loss": 2}"#, #"{"step": 5, "loss": 0.1}"#,
        #"{"step": 75, "loss": [1, null, 2]}"#,
        #"{"step": 76, "loss": [3, null, 4]}"#, #"{"step": 77, "loss": [1, "a", 2]}"#,
        #"{"step": 78, "loss": [[1]]}"#,
      ])
    check(text, "jsonl")
    check(text.replacing("\n", with: "\r\n"), "jsonl")
    check(text + #"{"step": 79, "lo"#, "jsonl")
  }

  @Test(
    "Lines of text",
    arguments: [
      "step %: loss 2.%, lr 3e-4", "Epoch [1/9], Step [%/200], Loss: 0.%",
      "epoch 3 | step % | loss  %.5 | lr 0.%",
      "Epoch: [2][%/999]\tLoss 0.% (0.5)\tLr: 0.1", "2026-03-01 10:00:0% - INFO - step % loss 0.%",
      "{'loss': 0.%, 'step': %}", "step=%, lr=[4e-06, 2e-%], mom=[(0.9, 0.95)]", "[rank0]: step % loss 0.%",
      "iter % val_loss 0.% time %.5ms", "Train: 0 [%/500]  Loss: 0.%",
    ])
  func text(pattern: String) {
    func line(_ step: Int) -> String { pattern.replacing("%", with: "\(step)") }
    let text = rows(
      "", line,
      odd: [
        "", "saved a checkpoint", "val loss 0.25", "Test: [5/9]  Loss: 0.8 (0.8)",
        "Test: [9/9]  Loss: 0.6 (0.7)",
        line(50) + " ", line(50) + "  x", " " + line(51), line(52).replacing(" ", with: "  "),
        line(53) + "\r",
        "\u{1B}[31m" + line(54) + "\u{1B}[0m", line(55) + " \u{2588}", line(9_999_999), line(-3), "epoch 4",
        line(56).replacing("0.", with: "nan"), line(57).replacing("0.", with: "1,000."), line(3), "| a | b |",
        "Namespace(lr=0.1)", "------------", line(58) + "\r" + line(59), "{'eval_loss': 0.5, 'epoch': 2}",
      ])
    check(text, "text")
    check(text.replacing("\n", with: "\r\n"), "text")
  }

  @Test(
    "A column that is only drawn keeps what a chart shows, and shorter ones whole", arguments: [100, 200_000])
  func drawn(count: Int) throws {
    let text = (0..<count).map { $0 % 1_000 == 999 ? "nan\n" : "\($0 * 7_919 % 10_007)e-3\n" }.joined()
    var options = ReadOptions()
    func read() -> LogRun {
      var feed = LogFeed(LogContext(fileName: "x.txt"), options: options)
      Array(text.utf8).withUnsafeBufferPointer { feed.take($0) }
      feed.finish()
      var run = feed.run
      run.settle()
      return run
    }
    let whole = try #require(read().series.first).track
    options.isForChart = true
    let drawn = try #require(read().series.first).track
    #expect(whole.count == count)
    #expect(drawn.extremes == whole.extremes)
    #expect(drawn.xRange == whole.xRange)
    #expect(count > 65_536 ? drawn.count < 5 << 16 && drawn.count < count * 2 : drawn == whole)
    options.readsQuickly = false
    #expect(try #require(read().series.first).track == drawn || count > 65_536)
  }

  @Test("Columns long enough for two threads, with lines that are no numbers anywhere", arguments: 0..<4)
  func longColumns(seed: UInt64) {
    var random = LogMutator(seed: seed)
    var lines = (0..<30_000).map { "\($0 % 97).\(random.next(below: 100_000))" }
    let odd = [
      "", "nan", "# remark", "5x", "7 8", "\"1\"", "1,2", "\r", "99999999999999999999999999", "loss",
    ]
    for _ in 0..<random.next(below: 6) {
      lines[random.next(below: lines.count)] = odd[random.next(below: odd.count)]
    }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let careful = LogCheck.run(bytes, "csv", cut: bytes.count + 1, readsQuickly: false)
    for cut in [bytes.count + 1, 200_003] {
      #expect(LogCheck.run(bytes, "csv", cut: cut).isLike(careful))
    }
  }

  /// Lines in which odd ones stand at places that differ by seed; none at all for the first.
  private func long(_ seed: UInt64, _ line: (Int) -> String, odd: [String]) -> [UInt8] {
    var random = LogMutator(seed: seed)
    var lines = (0..<10_000).map(line)
    for _ in 0..<min(Int(seed), random.next(below: 5)) {
      lines[40 + random.next(below: lines.count - 40)] = odd[random.next(below: odd.count)]
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  @Test("Tables long enough for two threads, with rows that take more care anywhere", arguments: 0..<5)
  func longTables(seed: UInt64) {
    let bytes = long(
      seed,
      {
        $0 == 0
          ? "epoch,loss,lr,step" : "\($0 / 100),0.\($0)123456789,\($0 % 3 == 0 ? "" : "1e-\($0 % 9)"),\($0)"
      },
      odd: [
        "", "epoch,loss,lr,step", "1,nan,0.1,7", "1,\"0.5\",0.1,8", "x", "# remark", "1,2,3", "lr,step",
        "1,0.5,0.1,",
        "0,0.5,0.1,0",
      ])
    #expect(bytes.count > 200_003)
    let careful = LogCheck.run(bytes, "csv", cut: bytes.count + 1, readsQuickly: false)
    #expect(careful.pointCount > 9_000)
    for cut in [bytes.count + 1, 200_003, 140_000] {
      #expect(LogCheck.run(bytes, "csv", cut: cut).isLike(careful), "cuts of \(cut)")
    }
  }

  @Test("JSON lines long enough for two threads, of several kinds", arguments: 0..<5)
  func longJSONLines(seed: UInt64) {
    let bytes = long(
      seed,
      {
        $0 % 50 == 49
          ? #"{"mode": "val", "step": \#($0), "loss": 0.\#($0)}"#
          : #"{"step": \#($0), "loss": 0.\#($0)5, "lr": [\#($0)e-6, 1e-3]}"#
      },
      odd: [
        "", "{", "nothing", #"{"step": 7, "loss": "0.5", "lr": [1, 2]}"#,
        #"{"step": 0, "loss": 0.5, "lr": [1, 2]}"#,
        #"{"step": 9, "loss": NaN, "lr": [1, 2]}"#, #"{"epoch": 9, "new": 3}"#,
      ])
    #expect(bytes.count > 200_003)
    let careful = LogCheck.run(bytes, "jsonl", cut: bytes.count + 1, readsQuickly: false)
    #expect(careful.pointCount > 9_000)
    for cut in [bytes.count + 1, 200_003, 140_000] {
      #expect(LogCheck.run(bytes, "jsonl", cut: cut).isLike(careful), "cuts of \(cut)")
    }
  }

  /// Found by the fuzzer: the series of the other run are in the order in which a line makes them that is read with care.
  @Test("Another run begins, and goes on with lines that are known from the first")
  func knownInAnotherRun() {
    check(
      """
      Epoch [1/5], Step [5/20], Loss: 0.2732, LR: 0.049807
      Epoch [1/5], Step [10/20], Loss: 0.5097, LR: 0.049027
      Epoch [1/5], Step [15/20], Loss: 0.2765, LR: 0.047668
      Epoch [1/5], Step [20/20], Loss: 0.3546, LR: 0.045763
      Validation loss after epoch 1: 0.30], Loss: 0.2709, LR: 0.043360
      Epoch [2/5], Step [10/20], Loss: 0.3888, LR: 0.040516
      Epoch [2/5], Step [15/20], Loss: 0.2536, LR: 0.037303
      Epoch [2/5], Step [20/20], Loss: 0.1003, LR: 0.033799
      Validation loss after epoch 2: 0.2853
      Epoch [3/5], Step [5/20], Loss: 0.2460, LR: 0.030091
      Epoch [3/5], Step [10/20], Loss: 0.2288, LR: 0.026270
      Epoch [3/5], Step [15/20], Loss: 0.2182, LR: 0.022429
      Epoch [3/5], Step [20/20], Loss: 0.1209, cation: null
      workspace: default
      LR: 0.018665
      Validation loss after epoch 3: 0.2351
      Epoch [4/5], Step [5/20], Loss: 0.1121, LR: 0.015068
      Epoch [4/5], Step [10/20], Loss: 0.3761, LR: 0.011729
      Epoch [4/5], Ste": 6.0,
            "grad_norm": 0.4475710391998291,
            "learning_rate": 0.007037037037037036,
            "loss": 0.08851811289787292,
            "step": 72
          },
          {
            "epp [15/20], Loss: 0.1593, LR: 0.008729
      Epoch [1, LR: 0.006141
      Validation loss after epoch 4: 0.2256
      Epoch [5/5], Step [5/20], Loss: 0.3592, LR: 0.004030
      Epoch [5/5], Step [10/20], Loss: 0.1198, LR: 0.002448
      Epoch [5/5], Step [15/20], Loss: 0.0521, LR: 0.001434
      Epoch [5/5], Step [20/20], Loss: 0.084L, LR: 0.001012
      Validation loss after epoch 5: 0.2193

      """, "text")
  }

  @Test("Text long enough for two threads, with other lines and new starts anywhere", arguments: 0..<5)
  func longText(seed: UInt64) {
    let kinds: [(Int) -> String] = [
      { "step \($0): loss 0.\($0 % 997), lr 3e-4" },
      { "Epoch \($0 / 1000) iter \($0 % 1000)/1000 loss: 1.\($0)" },
      { "step \($0 % 9000) loss 0.5" }, { "[rank0]: step=\($0) loss=0.\($0 % 10)" }, { "step \($0) loss 2" },
    ]
    let bytes = long(
      seed, kinds[Int(seed)],
      odd: ["step 0: loss 9.5, lr 3e-4", "val loss: 0.25", "Traceback", "step 3 loss nan", ""])
    for cut in [1 << 20, 200_000] {
      let quick = LogCheck.run(bytes, "text", cut: cut)
      let careful = LogCheck.run(bytes, "text", cut: cut, readsQuickly: false)
      #expect(quick.pointCount > 9_000 && quick.pointCount == careful.pointCount)
      #expect(quick.series.map(\.points) == careful.series.map(\.points))
    }
  }
}
