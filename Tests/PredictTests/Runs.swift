import Foundation
import Predict
import Testing

/// Runs of thu-yao-01-luo/MultiPowerLaw (MIT, Data/LICENSE.MultiPowerLaw): `step,lr,loss` after a warm-up of 2,160 steps that the files do not have.
struct Run {
  let rows: [(step: Int, loss: Double)]
  let rates: [Double]
  let logged: LoggedRateCurve

  static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data")

  init(_ name: String, size: Int = 25) throws {
    let text = try String(
      contentsOf: Self.data.appendingPathComponent("csv_\(size)/\(name).csv"), encoding: .utf8)
    let numbers = text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
    let all = numbers.filter { $0.count == 3 && $0[0] != 24_000 }
    rows = all.map { (Int($0[0]), $0[2]) }
    logged = LoggedRateCurve(all.map { (step: Int($0[0]), rate: $0[1]) })
    rates = Self.schedule(name, to: rows.last?.step ?? 0)
  }

  /// What really ran (arXiv 2503.12811): up to 3e-4 in 2,160 steps, then by the name.
  static func schedule(_ name: String, to last: Int) -> [Double] {
    let words = name.split(separator: "_")
    let number = Double(words[1]) ?? 0
    return (0...last).map { step -> Double in
      let step = Double(step)
      guard step >= 2_160 else { return 3e-4 * step / 2_159 }
      let factor: Double =
        switch words[0] {
        case "cosine": 0.1 + 0.45 * (1 + cos(.pi * (step - 2_160) / (number - 2_160)))
        case "wsd": step < 20_000 ? 1 : pow(0.1, (step - 20_000) / 4_000)
        case "wsdld": step < 20_000 ? 1 : 1 - 0.9 * (step - 20_000) / 4_000
        case "wsdcon": step < 8_000 ? 1 : number / 30
        default: 1
        }
      return 3e-4 * factor
    }
  }

  /// The run as far as a step.
  func record(to last: Int = .max) -> RunRecord {
    RunRecord(rows: LossRows(rows.filter { $0.step <= last }), rates: .planned(rates))
  }

  /// How a study meets the run, from a step on.
  func forecast(_ study: Study, from first: Int = 0) -> (Forecast, [Double]) {
    let rows = rows.filter { $0.step > first }
    return (study.forecast(study.curve(rates), at: rows.map(\.step)), rows.map(\.loss))
  }

  func agreement(_ study: Study, from first: Int = 0) -> Agreement {
    let (forecast, losses) = forecast(study, from: first)
    return Agreement(forecast, losses: losses)
  }
}

/// Losses that follow a multi-power law exactly.
struct ExactRun {
  let rates: [Double]
  let rows: [(step: Int, loss: Double)]

  /// - Parameter loss: of each step.
  init(_ rates: [Double], every stride: Int, from first: Int = 0, loss: (Int) -> Double) {
    self.rates = rates
    rows = Swift.stride(from: first, to: rates.count, by: stride).map { ($0, loss($0)) }
  }

  var record: RunRecord { RunRecord(rows: LossRows(rows), rates: .planned(rates)) }
}
