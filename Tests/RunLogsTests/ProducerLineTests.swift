import LogFuzzing
import RunLogs
import Testing

/// Lines of producers that print what no other does, or in an order of their own; each with what it says.
@Suite("Lines of single producers")
struct ProducerLineTests {
  private func run(_ lines: String, _ format: String = "text") -> LogRun {
    LogCheck.run(Array((lines + "\n").utf8), format, cut: 1 << 20)
  }

  /// The points of a role.
  private func points(_ run: LogRun, _ role: LogRole) -> [String] {
    guard let index = RoleFinder.roles(of: run)[role] else { return [] }
    return run.series[index].points.map { "\($0[0])=\($0[1])" }
  }

  @Test("spaCy's table counts epochs and steps under E and #")
  func spacy() {
    let table = run(
      """
      ℹ Pipeline: ['tok2vec', 'ner']
      ℹ Initial learn rate: 0.001
      E    #       LOSS TOK2VEC  LOSS NER  ENTS_F  SCORE
      ---  ------  ------------  --------  ------  ------
        0       0          0.00     143.29    0.00    0.00
        1      50        160.63    1340.59    0.00    0.00
       11     300        370.06     517.07   65.62    0.66
      """)
    #expect(points(table, .trainLoss) == ["0.0=0.0", "50.0=160.63", "300.0=370.06"])
    #expect(points(table, .lr(group: 0)).isEmpty, "a setting")
    #expect(table.producer == "spaCy")
  }

  @Test(
    "Deeplearning4j's score is its loss",
    arguments: [
      "o.d.o.l.ScoreIterationListener - ",
      "00:44:59.291 [main] INFO org.deeplearning4j.optimize.listeners.ScoreIterationListener - ",
      "[main] INFO ScoreIterationListener - ",
    ])
  func deeplearning4j(prefix: String) {
    let log = run(
      (0...2).map { "\(prefix)Score at iteration \($0 * 10) is 0.\(9 - $0)" }.joined(separator: "\n"))
    #expect(points(log, .trainLoss) == ["0.0=0.9", "10.0=0.8", "20.0=0.7"])
    let game = run((0...2).map { "Score at iteration \($0) is 0.5" }.joined(separator: "\n"))
    #expect(points(game, .trainLoss).isEmpty, "others' scores are none")
  }

  @Test("WeNet's batches, of the training and of the validation")
  func wenet() {
    let log = run(
      """
      2024-01-10 10:00:01,123 DEBUG TRAIN Batch 0/100 loss 9.5 loss_ctc 300.1 lr 0.0001 rank 0
      2024-01-10 10:00:02,123 DEBUG TRAIN Batch 0/200 loss 8.5 loss_ctc 300.1 lr 0.0002 rank 0
      2024-01-10 10:00:03,123 DEBUG CV Batch 0/100 loss 7.5 history loss 7.9 rank 0
      2024-01-10 10:00:04,123 INFO Epoch 0 CV info cv_loss 7.25
      2024-01-10 10:00:05,123 DEBUG TRAIN Batch 1/100 loss 6.5 loss_ctc 300.1 lr 0.0003 rank 0
      """)
    #expect(points(log, .trainLoss).map { $0.split(separator: "=")[1] } == ["9.5", "8.5", "6.5"])
    #expect(points(log, .lr(group: 0)).count == 3)
    #expect(log.series(named: "cv_loss")?.points.map { $0[1] } == [7.25])
    let x = log.series(named: "loss")?.points.map { $0[0] } ?? []
    #expect(x == x.sorted() && Set(x).count == 3, "epoch and batch make one x")
  }

  @Test("MLPerf's messages: the value under its key, at the count beside it")
  func mlperf() {
    let head = ":::MLLOG {\"namespace\": \"\", \"time_ms\": 1, \"event_type\": \"POINT_IN_TIME\", \"key\": "
    let lines = (0...2).map {
      "\(head)\"train_loss\", \"value\": 1\($0).5, \"metadata\": {\"samples_count\": \($0 * 32), \"lr\": 0.\($0 + 1)}}"
    }
    let log = run(lines.joined(separator: "\n"))
    #expect(points(log, .trainLoss) == ["0.0=10.5", "32.0=11.5", "64.0=12.5"])
    #expect(points(log, .lr(group: 0)) == ["0.0=0.1", "32.0=0.2", "64.0=0.3"])
    let old = run(
      """
      :::MLPv0.5.0 ncf 1538678136 (./convert.py:119) opt_learning_rate: 0.0005
      :::MLPv0.5.0 ncf 1538678160.344 (ncf.py:331) eval_accuracy: {"epoch": 0, "value": 0.52}
      :::MLPv0.5.0 ncf 1538678181.344 (ncf.py:331) eval_accuracy: {"epoch": 1, "value": 0.59}
      """)
    #expect(points(old, .valAccuracy) == ["0.0=0.52", "1.0=0.59"])
    let rows = (0...1).map {
      "{\"key\": \"train_loss\", \"value\": \($0), \"metadata\": {\"step_num\": \($0 * 100)}}"
    }
    #expect(points(run(rows.joined(separator: "\n"), "jsonl"), .trainLoss) == ["0.0=0.0", "100.0=1.0"])
  }

  @Test("Records that say `3/400` and name their part of the data in `_type`", arguments: ["text", "jsonl"])
  func slowFast(format: String) {
    let head = format == "text" ? "json_stats: " : ""
    let rows = [
      "{\"_type\": \"train_epoch\", \"RAM\": \"10.1/31.0G\", \"epoch\": \"1/400\", \"loss\": 5.5, \"lr\": 0.1}",
      "{\"_type\": \"val_epoch\", \"epoch\": \"1/400\", \"loss\": 6.5}",
      "{\"_type\": \"train_epoch\", \"RAM\": \"10.1/31.0G\", \"epoch\": \"2/400\", \"loss\": 4.5, \"lr\": 0.2}",
    ]
    let log = run(rows.map { head + $0 }.joined(separator: "\n"), format)
    #expect(points(log, .trainLoss) == ["1.0=5.5", "2.0=4.5"])
    #expect(points(log, .lr(group: 0)) == ["1.0=0.1", "2.0=0.2"])
    #expect(points(log, .valLoss) == ["1.0=6.5"])
  }

  @Test("A loop of the validation, by what was said when it began, or by its length")
  func loops() {
    let paddle = (1...2).map { epoch in
      """
      Epoch \(epoch)/2
      step 10/20 - loss: 5.\(epoch)
      step 20/20 - loss: 4.\(epoch)
      Eval begin...
      step 10/15 - loss: 3.\(epoch)
      step 15/15 - loss: 2.\(epoch)
      Eval samples: 150
      """
    }
    let log = run(paddle.joined(separator: "\n"))
    #expect(points(log, .trainLoss) == ["10.0=5.1", "20.0=4.1", "30.0=5.2", "40.0=4.2"])
    #expect(points(log, .valLoss) == ["20.0=2.1", "40.0=2.2"], "its last batch")
    let denoiser = (1...2).map { epoch in
      """
      Train | Epoch \(epoch) | 10/20 | Loss 0.5\(epoch)
      Train | Epoch \(epoch) | 20/20 | Loss 0.4\(epoch)
      Valid | Epoch \(epoch) | 1/3 | Loss 0.3\(epoch)
      Valid | Epoch \(epoch) | 2/3 | Loss 0.3\(epoch)
      Valid Summary | Epoch \(epoch) | Loss=0.2\(epoch)
      """
    }
    #expect(points(run(denoiser.joined(separator: "\n")), .valLoss) == ["20.0=0.21", "40.0=0.22"])
  }

  @Test(
    "One line each",
    arguments: [
      ("INFO: Train Epoch 1 --- train loss : 0.5 --- train accuracy:0.9", "1.0=0.5"),
      ("Epoch 0, Step 25, total used time 7.1 (s), avg loss so far is 0.5", "25.0=0.5"),
      ("\u{FEFF}Epoch: 1 | Loss 0.5 | acc 0.1", "1.0=0.5"),
      ("Epoch 16 完成 | 训练损失: 0.5 | 时间: 3.5s", "16.0=0.5"),
      (
        "ray-training  | [0] Finished training it 128/150 of epoch 0, 459.6 ms/it, loss 0.5, accuracy 78.6 %",
        "128.0=0.5"
      ),
    ])
  func lines(line: String, point: String) {
    #expect(points(run(line), .trainLoss) == [point])
  }

  @Test("Lines that count nothing, with a word or two in front")
  func tagged() {
    let log = run(
      (1...3).map { "[2018-01-11 17:52:2\($0)] iter a/b_0000\($0).jpg, loss: 0.\($0), accuracy: 0.5" }.joined(
        separator: "\n"))
    #expect(points(log, .trainLoss) == ["0.0=0.1", "1.0=0.2", "2.0=0.3"])
  }

  @Test("Settings beside rows that count are no points")
  func settings() {
    let rows = (1...4).map { "{'loss': 0.\($0), 'learning_rate': 0.1, 'epoch': \($0)}" }
    let log = run("learning_rate: 0.005\n\(rows.joined(separator: "\n"))\nlearning_rate: 0.005")
    #expect(points(log, .lr(group: 0)) == ["1.0=0.1", "2.0=0.1", "3.0=0.1", "4.0=0.1"])
  }

  @Test("What only looks like a loss", arguments: ["\"GET /css/errorCss.css HTTP/1.1\" 200 5", "* Cost: 10"])
  func decoys(line: String) {
    let log = run("step 1 loss 0.5\n\(line)\n\(line)\nstep 2 loss 0.4")
    #expect(points(log, .trainLoss) == ["1.0=0.5", "2.0=0.4"] && points(log, .valLoss).isEmpty)
  }
}
