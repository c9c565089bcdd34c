import Foundation
import SpecFuzzing

// spec-fuzz GOLDEN_FOLDER [COUNT] [SEED]: as FuzzTests, but as long as one likes. Each thousand texts have a seed of
// their own, which is said when one of them fails; LRVIZ_FUZZ_TRACE=1 says each text before it is tried.
let arguments = CommandLine.arguments
let corpus = try Corpus.specs(in: URL(fileURLWithPath: arguments.count > 1 ? arguments[1] : "."))
let count = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 1_000_000
let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1
let isTraced = ProcessInfo.processInfo.environment["LRVIZ_FUZZ_TRACE"] != nil

let clock = ContinuousClock()
let start = clock.now
var (specs, failures) = (0, 0)
var slowest = (time: Duration.zero, text: "")
for block in 0..<UInt64((count + 999) / 1000) {
  var mutator = SpecMutator(corpus, seed: seed &+ block)
  for _ in 0..<1000 {
    let text = mutator.next()
    if isTraced { FileHandle.standardError.write(Data((text.debugDescription + "\n").utf8)) }
    var failure: String?
    let time = clock.measure { failure = SpecCheck.failure(of: text) }
    if SpecCheck.isSpec(text) { specs += 1 }
    if time > slowest.time { slowest = (time, text) }
    if let failure {
      failures += 1
      print("seed \(seed &+ block): \(text.debugDescription): \(failure)")
    }
  }
}
print("\(count) texts from seed \(seed) in \(clock.now - start): \(specs) specs, \(failures) failures")
print("slowest: \(slowest.time) for \(slowest.text.debugDescription.prefix(300))")
exit(failures == 0 ? 0 : 1)
