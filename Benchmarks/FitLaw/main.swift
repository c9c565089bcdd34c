import Predict

#if canImport(Glibc)
  import Glibc
#endif

/// Fits the laws to runs of a folder and scores what they foretell of the others and of the rest:
///
///     fit-law Tests/PredictTests/Data/csv_25 [mpl|momentum]
///
/// Numbers are parts of the loss times 10,000: mean and largest error, the error of the last row, and the part of the rows within the 80 %
/// band; then milliseconds a fit. Nothing of what is fitted is scored.
struct Score {
  var mean = 0.0
  var worst = 0.0
  var final = 0.0
  var inside = 0.0

  init(_ study: Study, _ run: Run, from first: Int = 0) {
    let rows = run.rows.filter { $0.step > first }
    let forecast = study.forecast(study.curve(run.allRates), at: rows.map(\.step))
    let agreement = Agreement(forecast, losses: rows.map(\.loss))
    (mean, worst, final) = (agreement.meanError, agreement.worstError, agreement.final)
    let within = zip(forecast.points, rows).filter { $0.low <= $1.loss && $1.loss <= $0.high }.count
    inside = Double(within) / Double(max(1, rows.count))
  }
}

func milliseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

func text(_ value: Double, _ width: Int = 7, digits: Int = 1) -> String {
  let scale = pow(10, Double(digits))
  let text = "\((value * scale).rounded() / scale)"
  return String(repeating: " ", count: max(0, width - text.count)) + text
}

func line(_ name: String, _ scores: [Score], _ time: Double) {
  let count = Double(max(1, scores.count))
  func mean(_ part: (Score) -> Double) -> Double { scores.map(part).reduce(0, +) / count }
  let words = [
    text(1e4 * mean(\.mean)), text(1e4 * mean(\.worst)), text(1e4 * mean { abs($0.final) }),
    text(mean(\.inside), 6, digits: 2), text(time, 8, digits: 2),
  ]
  print(words.joined() + "  " + name)
}

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
  print("usage: fit-law FOLDER [mpl|momentum]")
  exit(64)
}
let runs = Run.all(in: arguments[1])
let law = arguments.count > 2 ? Law(rawValue: arguments[2]) ?? .mpl : .mpl

func measured(_ records: [RunRecord]) -> (study: Study, time: Double)? {
  let start = milliseconds()
  guard let study = try? Study(records, law: law) else { return nil }
  return (study, milliseconds() - start)
}

func others(_ names: [String]) {
  let chosen = names.compactMap { name in runs.first { $0.name == name } }
  guard chosen.count == names.count, let (study, time) = measured(chosen.map { $0.record() }) else { return }
  let rest = runs.filter { !names.contains($0.name) }
  guard !rest.isEmpty || names.count > 2 else { return }
  line(names.joined(separator: " ") + " -> others", rest.map { Score(study, $0) }, time)
  if names.count == 3 { print(study.parameters.map { "\($0.name) \($0.value)" }.joined(separator: "  ")) }
}

print("   mean  worst   last  inside      ms")
others(["cosine_24000", "constant_24000", "wsdcon_9"])
for run in runs { others([run.name]) }
for one in runs.indices {
  for two in runs.indices where two > one { others([runs[one].name, runs[two].name]) }
}
for run in runs {
  for part in [0.4, 0.6, 0.8] {
    let (first, last) = (run.rows[0].step, run.rows[run.rows.count - 1].step)
    let seen = first + Int(part * Double(last - first))
    guard let (study, time) = measured([run.record(to: seen)]) else { continue }
    line("\(Int(100 * part)) % of \(run.name) -> the rest", [Score(study, run, from: seen)], time)
  }
}
