import FileFuzzing

#if canImport(Glibc)
  import Glibc
#endif

// file-fuzz CONFIGURATIONS [COUNT] [SEED]: damaged configurations of frameworks, states of schedulers, sessions and JSON. Each
// thousand files have a seed of their own, which is said when one of them fails or takes too long.
let arguments = CommandLine.arguments
guard arguments.count > 1 else {
  print("usage: file-fuzz CONFIGURATIONS [COUNT] [SEED]")
  exit(64)
}
let count = arguments.count > 2 ? Int(arguments[2]) ?? 1_000_000 : 1_000_000
let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1

/// Seconds of the processor for one file.
let longest = 0.5

let corpus = try FileCorpus.files(configurations: arguments[1])
guard corpus.values.allSatisfy({ !$0.isEmpty }) else {
  print("no configurations in \(arguments[1])")
  exit(66)
}
var check = try FileCheck()
var failures = 0
var slowest = (time: 0.0, seed: UInt64(0))
let start = clock()
for block in 0..<UInt64((count + 999) / 1000) {
  var mutator = FileMutator(corpus, seed: seed &+ block)
  for number in 0..<1000 {
    let kind = FileKind.allCases[number % FileKind.allCases.count]
    let bytes = mutator.next(of: kind)
    let before = clock()
    var failure = check.failure(of: bytes, as: kind, choice: number)
    let time = Double(clock() - before) / Double(CLOCKS_PER_SEC)
    if time > slowest.time { slowest = (time, seed &+ block) }
    if time > longest { failure = failure ?? "took \(time) s" }
    if let failure {
      failures += 1
      print("seed \(seed &+ block), file \(number): \(kind.rawValue): \(failure)")
      print(String(decoding: bytes, as: UTF8.self).debugDescription)
    }
  }
}
let total = Double(clock() - start) / Double(CLOCKS_PER_SEC)
print(
  "\(count) files from seed \(seed) in \(total) s of the processor: \(check.read) read, \(failures) failures")
print("slowest: \(slowest.time) s, seed \(slowest.seed)")
exit(failures == 0 ? 0 : 1)
