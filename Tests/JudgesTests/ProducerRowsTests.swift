import Foundation
import LRSchedulers
import RunLogs
import Testing

@testable import Judges

/// Rows that have something else than the rate of their step: a median, what a metric made, a schedule of a known length.
@Suite("Rows of meters, plateaus and known lengths")
struct ProducerRowsTests {
  // MARK: Meters

  struct Meter: Sendable, CustomTestStringConvertible {
    var spec: String
    var lr: Double
    var perEpoch: Int
    var epochs: Int
    var every: Int
    var format = "%.6f"
    var testDescription: String { "\(spec), \(epochs) epochs of \(perEpoch), every \(every), \(format)" }
  }

  private static let meters = [
    Meter(
      spec: "get_linear_schedule_with_warmup(num_warmup_steps=9000, num_training_steps=90000)", lr: 0.0015,
      perEpoch: 900, epochs: 6, every: 10),
    Meter(
      spec: "get_cosine_schedule_with_warmup(num_warmup_steps=500, num_training_steps=5000)", lr: 0.002,
      perEpoch: 500, epochs: 10, every: 50, format: "%.8f"),
    Meter(
      spec: "CosineAnnealingLR(T_max=6240)", lr: 0.1, perEpoch: 312, epochs: 20, every: 20, format: "%.8f"),
  ]

  @Test("A meter's lower median of 20, emptied with each epoch", arguments: meters) func median(meter: Meter)
    throws
  {
    let rates = try WrittenRun.rates(meter.spec, lr: meter.lr, count: meter.perEpoch * meter.epochs)
    var lines = ""
    for epoch in 0..<meter.epochs {
      for step in stride(from: 0, to: meter.perEpoch, by: meter.every) {
        let start = epoch * meter.perEpoch
        let window = rates[(start + max(0, step - 19))...(start + step)].sorted()
        let shown = String(format: meter.format, window[(window.count - 1) / 2])
        lines +=
          "Epoch: [\(epoch)]  [\(step)/\(meter.perEpoch)]  eta: 0:01:00  lr: \(shown) (\(shown))  loss: 2.5000 (2.6000)  time: 0.5  data: 0.1\n"
      }
    }
    let (run, roles) = WrittenRun.read(lines)
    let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(
      Findings(logged, Findings.Context(run, roles, logged, stepsPerEpoch: steps)).candidates.first)
    #expect(best.isExact && best.medianOf == 20, "\(best.schedule.spec)")
    // Its rates are the run's, as finely as they were printed.
    let found = try WrittenRun.rates(best.schedule.spec, lr: best.lr, count: rates.count)
    #expect(zip(found, rates).allSatisfy { abs($0 - $1) <= 4e-3 * meter.lr }, "\(best.schedule.spec)")
  }

  /// `cosine_scheduler` of DINO and BEiT.
  private func dino(_ base: Double, _ final: Double, epochs: Int, of steps: Int, warmup: Int) -> [Double] {
    let (rise, rest) = (warmup * steps, (epochs - warmup) * steps)
    return (0..<rise).map { base * Double($0) / Double(rise - 1) }
      + (0..<rest).map { final + 0.5 * (base - final) * (1 + cos(.pi * Double($0) / Double(rest))) }
  }

  @Test(
    "numpy's warm-up of whole epochs and the cosine behind it, as they are and as medians",
    arguments: [1, 20])
  func dino(window: Int) throws {
    let rates = dino(0.0005, 1e-5, epochs: 40, of: 250, warmup: 2)
    var lines = ""
    for (step, _) in rates.enumerated() where step % 250 % 25 == 0 {
      let values = rates[(step - min(step % 250, window - 1))...step].sorted()
      let shown = String(format: "%.8f", values[(values.count - 1) / 2])
      lines +=
        "Epoch: [\(step / 250)/40]  [\(step % 250)/250]  eta: 0:01:00  loss: 2.5000 (2.6000)  lr: \(shown) (\(shown))  time: 0.5  data: 0.1\n"
    }
    let (run, roles) = WrittenRun.read(lines)
    let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(
      Findings(logged, Findings.Context(run, roles, logged, stepsPerEpoch: steps)).candidates.first)
    #expect(best.isExact && best.schedule.name == "join_schedules", "\(best.schedule.spec)")
    #expect(best.medianOf == (window > 1 ? window : nil) && best.skippedUpdates == nil)
    let found = try WrittenRun.rates(best.schedule.spec, lr: best.lr, count: rates.count)
    #expect(zip(found, rates).allSatisfy { abs($0 - $1) <= 2e-8 }, "\(best.schedule.spec)")
  }

  // MARK: Plateaus

  /// What Keras's callback does, row for row.
  private func keras(_ losses: [Double], lr: Double, factor: Double, patience: Int, minLR: Double) -> [Double]
  {
    var (rate, best, wait, rates) = (lr, Double.infinity, 0, [Double]())
    for loss in losses {
      rates.append(rate)
      if loss < best - 1e-4 {
        (best, wait) = (loss, 0)
        continue
      }
      wait += 1
      if wait >= patience, rate > minLR { (rate, wait) = (max(rate * factor, minLR), 0) }
    }
    return rates
  }

  @Test(
    "Falls where the validation loss stalls are a plateau's",
    arguments: [(0.2, 3, 1e-6), (0.5, 4, 0.0), (0.1, 2, 1e-5), (0.3, 2, 0)] as [(Double, Int, Double)])
  func plateau(factor: Double, patience: Int, minLR: Double) throws {
    let losses = (0..<60).map { (row: Int) in
      ((0.3 + 0.7 * exp(-Double(row) / 9) + 0.02 * sin(Double(row) * 2.3)) * 1e5).rounded() / 1e5
    }
    let rates = keras(losses, lr: 1e-3, factor: factor, patience: patience, minLR: minLR)
    try #require(Set(rates).count > 2)
    let (run, roles) = WrittenRun.read(
      "epoch,loss,lr,val_loss\n"
        + zip(rates, losses).enumerated().map { "\($0),0.1,\($1.0),\($1.1)\n" }.joined())
    let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(
      Findings(logged, Findings.Context(run, roles, logged, stepsPerEpoch: steps)).candidates.first)
    #expect(
      best.schedule.name.hasSuffix("ReduceLROnPlateau") && best.metric == "val_loss", "\(best.schedule.spec)")
    #expect(best.schedule.value(of: "factor")?.number?.doubleValue == factor && best.lr == 1e-3)
  }

  @Test("Milestones stay milestones, whatever loss is logged beside them") func milestones() throws {
    let rates = (0..<90).map { $0 < 30 ? 0.1 : $0 < 60 ? 0.01 : 0.001 }
    let (run, roles) = WrittenRun.read(
      "epoch,lr,val_loss\n" + rates.enumerated().map { "\($0),\($1),\(1 / Double($0 + 1))\n" }.joined())
    let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(
      Findings(logged, Findings.Context(run, roles, logged, stepsPerEpoch: steps)).candidates.first)
    #expect(best.schedule.spec == "StepLR(step_size=30)" && best.metric == nil)
  }

  // MARK: Known lengths

  @Test(
    "A warm-up that no row ends, of a length that the log says",
    arguments: [(1_052, 35_050, 500, 2e-5), (469, 15_630, 100, 3e-4), (60, 2_000, 25, 1.5e-4)]
      as [(Int, Int, Int, Double)],
    ["linear", "cosine"])
  func known(one: (warmup: Int, total: Int, every: Int, lr: Double), shape: String) throws {
    let spec =
      "get_\(shape)_schedule_with_warmup(num_warmup_steps=\(one.warmup), num_training_steps=\(one.total))"
    let rates = try WrittenRun.rates(spec, lr: one.lr, count: one.total + 1)
    let rows = stride(from: one.every, through: one.total, by: one.every).map {
      "{\"step\": \($0), \"learning_rate\": \(rates[$0]), \"loss\": 1.5, \"epoch\": \(Double($0) / Double(one.total))}"
    }
    let (run, roles) = WrittenRun.read(
      "{\"max_steps\": \(one.total), \"log_history\": [\(rows.joined(separator: ", "))]}")
    let (logged, steps) = try Identification.rates(run, roles, stepsPerEpoch: nil)
    let best = try #require(
      Findings(logged, Findings.Context(run, roles, logged, stepsPerEpoch: steps)).candidates.first)
    #expect(best.isExact && best.schedule.spec == spec && best.lr == one.lr, "\(best.schedule.spec)")
  }
}
