// judge-rates: what judging a million logged steps costs, and a sweep of a hundred thousand combinations, in processor time.
//
//   judge-rates check      followed, and departing so that every hypothesis is tried
//   judge-rates identify   a cosine behind a warm-up, and rates of no schedule
//   judge-rates sweep      100,000 combinations over 1,000 epochs, on one core
//
// With --found also what came out.
import Judges
import LRSchedulers
import RunLogs
import Tracks

#if canImport(Glibc)
  import Glibc
#endif

/// A run of so many steps, as its log has it.
func run(_ rates: [Double]) -> (LogRun, LogRoles) {
  var text = "step,lr\n"
  for (step, rate) in rates.enumerated() { text += "\(step),\(rate)\n" }
  var feed = LogFeed(LogContext(fileName: "log.csv"))
  Array(text.utf8).withUnsafeBufferPointer { feed.take($0) }
  feed.finish()
  return (feed.run, RoleFinder.roles(of: feed.run))
}

func measure(_ name: String, _ body: () throws -> String) rethrows {
  var start = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
  let found = try body()
  var end = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
  let seconds = Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
  print(name, seconds)
  // What came out is no figure, but shown where it is asked for.
  if CommandLine.arguments.contains("--found") { print("  \(found)") }
}

let steps = 1_000_000
let spec = "get_cosine_schedule_with_warmup(num_warmup_steps=10000, num_training_steps=1000000)"
let plan = Plan(try Schedule(parsing: spec), lr: 3e-4, interval: .step, length: steps)
let planned = try plan.rates()
// Near enough to the plan to be no other schedule's.
let departing = planned.enumerated().map { (step: Int, rate: Double) -> Double in
  let noise = Double((step * 7919) % 1000) / 1000
  return rate * (1 + 0.01 * noise)
}
let kind = CommandLine.arguments.dropFirst().first ?? "check"

switch kind {
case "check":
  for (name, rates) in [("followed", planned), ("departing", departing)] {
    let (log, roles) = run(rates)
    try measure(name) {
      try RateCheck.report(log, roles, against: plan, CheckOptions(length: steps)).verdict.rawValue
    }
  }
case "identify":
  for (name, rates) in [("cosine", planned), ("none", departing)] {
    let (log, roles) = run(rates)
    let logged = try Identification.rates(log, roles, stepsPerEpoch: nil).rates
    measure(name) { Identification.candidates(logged).first?.schedule.spec ?? "none" }
  }
default:
  let losses = (0..<1_000).map { (epoch: Int) -> Double in
    let noise = Double((epoch * 7919) % 13) / 13
    return 1 / Double(1 + epoch / 40) + 0.02 * noise
  }
  let sweep = try PlateauSweep(
    Schedule(parsing: "ReduceLROnPlateau()"), groups: [ParameterGroup(lr: 0.1)], metrics: losses,
    axes: [
      SweepAxis(name: "patience", values: (1...100).map { .int($0) }),
      SweepAxis(name: "cooldown", values: (0..<50).map { .int($0) }),
      SweepAxis(name: "factor", values: (1...20).map { .double(Double($0) / 25) }),
    ])
  try measure("sweep") { "\(try sweep.rows(0..<sweep.count).reduce(0) { $0 + $1.cuts.count }) cuts" }
}
