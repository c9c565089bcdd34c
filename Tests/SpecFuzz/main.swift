import Foundation
import SpecFuzzing

// spec-fuzz GOLDEN_FOLDER [COUNT] [SEED]: as FuzzTests, but as long as one likes, and half of the texts are made of the practice
// scripts. Each thousand texts have a seed of their own, which is said when one of them fails or takes too long;
// LRVIZ_FUZZ_TRACE=1 says each text before it is tried.
let arguments = CommandLine.arguments
let folder = URL(fileURLWithPath: arguments.count > 1 ? arguments[1] : ".")
let count = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 1_000_000
let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1
let isTraced = ProcessInfo.processInfo.environment["LRVIZ_FUZZ_TRACE"] != nil

/// Seconds of the processor: of others' nothing is known here. A text is read up to five times, so that one reading may take
/// a hundred milliseconds.
let longest = 0.5

let specs = try Corpus.specs(in: folder)
let scripts = Corpus.scripts(beside: folder)
var (read, failures) = (0, 0)
var slowest = (time: 0.0, text: "")
let start = clock()
for block in 0..<UInt64((count + 999) / 1000) {
  var mutator = SpecMutator(block % 2 == 0 || scripts.isEmpty ? specs : scripts, seed: seed &+ block)
  for _ in 0..<1000 {
    let text = mutator.next()
    if isTraced { FileHandle.standardError.write(Data((text.debugDescription + "\n").utf8)) }
    let before = clock()
    var failure = SpecCheck.failure(of: text)
    let time = Double(clock() - before) / Double(CLOCKS_PER_SEC)
    if SpecCheck.isSpec(text) { read += 1 }
    if time > slowest.time { slowest = (time, text) }
    if time > longest { failure = failure ?? "took \(time) s" }
    if let failure {
      failures += 1
      print("seed \(seed &+ block): \(text.debugDescription): \(failure)")
    }
  }
}
let total = Double(clock() - start) / Double(CLOCKS_PER_SEC)
print("\(count) texts from seed \(seed) in \(total) s of the processor: \(read) specs, \(failures) failures")
print("slowest: \(slowest.time) s for \(slowest.text.debugDescription.prefix(300))")
let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
if let peak = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) {
  print("peak memory: \(peak.dropFirst("VmHWM:".count).drop { $0 == " " || $0 == "\t" })")
}
exit(failures == 0 ? 0 : 1)
