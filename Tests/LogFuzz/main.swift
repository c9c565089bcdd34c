// Feeds damaged logs to every decoder: no trap, no hang, and the same run for bytes in any cuts.
//
//   log-fuzz FOLDER [COUNT] [SEED]
import LogFuzzing
import RunLogs

#if canImport(Glibc)
  import Glibc
#endif

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
  print("usage: log-fuzz FOLDER [COUNT] [SEED]")
  exit(64)
}
let count = arguments.count > 2 ? Int(arguments[2]) ?? 1_000_000 : 1_000_000
let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1

/// The files below a folder.
func files(_ folder: String) -> [[UInt8]] {
  FileBytes.names(folder).flatMap { name -> [[UInt8]] in
    let path = "\(folder)/\(name)"
    if FileBytes.kind(path) == .folder { return files(path) }
    return name == "expected.json" ? [] : [FileBytes.head(path, count: 1 << 18)]
  }
}

let logs = files(arguments[1]).filter { !$0.isEmpty }
guard !logs.isEmpty else {
  print("no logs in \(arguments[1])")
  exit(66)
}
var mutator = LogMutator(seed: seed)
let formats: [String?] = LogFormat.all.map(\.name) + [nil, nil, nil, nil, nil, nil, nil, nil]
for number in 1...max(1, count) {
  let bytes = mutator.chunk(of: logs)
  let format = formats[mutator.next(below: formats.count)]
  if let problem = LogCheck.problem(bytes, as: format, cuts: &mutator) {
    print("chunk \(number) of seed \(seed), as \(format ?? "found"): \(problem)")
    let path = "/tmp/log-fuzz-\(seed)-\(number)"
    if let file = fopen(path, "w") {
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
    }
    print("the chunk is in \(path)")
    exit(1)
  }
  if number % 100_000 == 0 { print("\(number) chunks") }
}
print(
  "\(count) damaged chunks of \(logs.count) logs over \(LogFormat.all.count) formats, none trapped, cuts never mattered"
)
