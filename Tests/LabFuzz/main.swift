import Foundation
import LabFuzzing
import SpecFuzzing

// lab-fuzz GOLDEN_FOLDER [EVENTS] [SEED]: random sessions in the lab, of 500 events each. A session that fails is named by
// its seed; LRVIZ_FUZZ_TRACE=1 prints each event before it happens.
let arguments = CommandLine.arguments
let corpus = try Corpus.specs(in: URL(fileURLWithPath: arguments.count > 1 ? arguments[1] : "."))
let events = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 100_000
let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1
let isTraced = ProcessInfo.processInfo.environment["LRVIZ_FUZZ_TRACE"] != nil

let clock = ContinuousClock()
let start = clock.now
var failures = 0
var slowest = (time: Duration.zero, seed: UInt64(0))
let sessions = UInt64((events + LabFuzzer.sessionLength - 1) / LabFuzzer.sessionLength)
for session in 0..<sessions {
  let own = seed &+ session
  let time = clock.measure {
    let failure = LabFuzzer.failure(corpus, seed: own) { event in
      if isTraced { FileHandle.standardError.write(Data("\(own) \(event.debugDescription)\n".utf8)) }
    }
    guard let failure else { return }
    failures += 1
    print("seed \(own): \(failure)")
  }
  if time > slowest.time { slowest = (time, own) }
}
print(
  "\(sessions) sessions of \(LabFuzzer.sessionLength) events from seed \(seed) in \(clock.now - start): \(failures) failures"
)
print("slowest session: \(slowest.time), seed \(slowest.seed)")
exit(failures == 0 ? 0 : 1)
