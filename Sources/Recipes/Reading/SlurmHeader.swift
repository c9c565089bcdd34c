/// `#SBATCH --nodes=4` and its like at the head of a script, as the variables that Slurm sets for it.
struct SlurmHeader {
  /// As a shell sees them: `SLURM_NNODES`, `SLURM_NTASKS`, …; only what the header says.
  private(set) var variables: [String: String] = [:]

  init(_ text: String) {
    guard text.holds("#SBATCH") else { return }
    var flags: [String: Int] = [:]
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("#SBATCH") {
      let words = line.dropFirst("#SBATCH".count).split { $0 == " " || $0 == "=" || $0 == "\t" }
      guard words.count > 1 else { continue }
      let name = Self.names[words[0]] ?? String(words[0])
      // `gpu:8` and `gpu:a100:8` end with the count.
      flags[name] = words[1].split(separator: ":").last.flatMap { Int($0) }
    }
    let nodes = flags["--nodes"]
    let each = flags["--ntasks-per-node"]
    for name in ["SLURM_NNODES", "SLURM_JOB_NUM_NODES"] { variables[name] = nodes.map(String.init) }
    let tasks = flags["--ntasks"] ?? each.map { $0.times(nodes ?? 1) }
    for name in ["SLURM_NTASKS", "SLURM_NPROCS"] { variables[name] = tasks.map(String.init) }
    variables["SLURM_NTASKS_PER_NODE"] = each.map(String.init)
    let devices = flags["--gpus-per-node"] ?? flags["--gres"]
    for name in ["SLURM_GPUS_ON_NODE", "SLURM_GPUS_PER_NODE"] { variables[name] = devices.map(String.init) }
  }

  private static let names: [Substring: String] = ["-N": "--nodes", "-n": "--ntasks"]
}
