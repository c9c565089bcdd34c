import LRSchedulers

/// What starts a training from a command line: `torchrun`, `deepspeed`, `accelerate launch`, `srun` and others, each with its own way
/// to say how many processes there are.
struct Launcher {
  /// How many processes it starts.
  enum Start: Equatable {
    /// It says so.
    case processes(Int, source: String)
    /// One for each device, of which nothing says how many there are.
    case unknown(source: String)
    /// Nothing starts several.
    case single
  }

  private let part: ConfigurationPart
  private let options: ScriptOptions
  private let words: [String]

  init(_ part: ConfigurationPart, _ options: ScriptOptions) {
    (self.part, self.options) = (part, options)
    words = part.words.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
  }

  var start: Start {
    if words.contains("accelerate") { return accelerated }
    if words.contains("deepspeed") { return deepspeed }
    if isTorchrun || has("nproc_per_node") { return product("nproc_per_node", "nnodes", "the launcher") }
    if let own = ofFramework { return own }
    if has("num_processes") {
      return count("num_processes").map { .processes($0, source: "--num_processes") } ?? .single
    }
    if has("num_gpus") { return product("num_gpus", "nnodes", "the launcher") }
    if let tasks { return tasks }
    if let script = part.words.first, script.hasSuffix("distributed_train.sh"), part.words.count > 1 {
      return Int(part.words[1]).map { .processes($0, source: script) } ?? .unknown(source: script)
    }
    return .single
  }

  /// The devices that `CUDA_VISIBLE_DEVICES` leaves; nil where it is not set.
  var visible: Int? {
    guard let list = part.environment["CUDA_VISIBLE_DEVICES"] else { return nil }
    let devices = list.split(separator: ",").map(\.trimmed)
    return !devices.isEmpty && devices.allSatisfy { Int($0) != nil } ? devices.count : nil
  }

  // MARK: Flags

  private func has(_ name: String) -> Bool { part[name] != nil }

  /// A whole number of a flag, also where a word that is no flag's stands behind it; nil for anything else.
  private func count(_ name: String) -> Int? {
    guard let setting = part[name] else { return nil }
    let first = setting.elements?.first ?? setting
    guard case .int(let count) = first.content, count > 0 else { return nil }
    return count
  }

  /// Processes of a machine times machines. Where a flag for machines has no number, nothing is known.
  private func product(_ each: String, _ machines: String, _ source: String) -> Start {
    let name = words.first { $0 == "torchrun" || $0 == "deepspeed" } ?? "the launcher"
    // torchrun starts one process where nothing says more.
    let own = has(each) ? part[each]?.string == "gpu" ? visible : count(each) : 1
    guard let own, let nodes = has(machines) ? count(machines) : 1 else { return .unknown(source: name) }
    return .processes(own.times(nodes), source: source)
  }

  private var isTorchrun: Bool {
    words.contains("torchrun")
      || part["m"].map { setting in
        let module = setting.elements?.first ?? setting
        return ["torch.distributed.launch", "torch.distributed.run"].contains(module.string)
      } ?? false
  }

  // MARK: Launchers

  /// `--num_processes` counts those of all machines.
  private var accelerated: Start {
    if let all = count("num_processes") { return .processes(all, source: "--num_processes") }
    if !has("num_processes"), let file = part["config_file"]?.string,
      let text = options.file(near: file), let root = try? YAMLDocument.setting(text),
      case .int(let all)? = root["num_processes"]?.content, all > 0
    {
      return .processes(all, source: file)
    }
    return .unknown(source: "accelerate launch")
  }

  /// `--num_gpus`, `--include localhost:4,5@other:0,1`, or else all devices that are visible.
  private var deepspeed: Start {
    if has("num_gpus") { return product("num_gpus", "num_nodes", "the launcher") }
    if let list = part["include"]?.string {
      let machines = list.split(separator: "@").map { $0.split(separator: ":") }
      if machines.allSatisfy({ $0.count == 2 }) {
        let all = machines.reduce(0) { $0 + $1[1].split(separator: ",").count }
        return .processes(all, source: "--include")
      }
    }
    // A list of machines, or of devices that are left out, says nothing without the machines.
    guard !["include", "exclude", "hostfile", "num_nodes"].contains(where: has), let visible else {
      return .unknown(source: "deepspeed")
    }
    return .processes(visible, source: "CUDA_VISIBLE_DEVICES")
  }

  /// `swift` and `megatron` of ms-swift and `llamafactory-cli` hand variables on to torchrun.
  private var ofFramework: Start? {
    let isFactory = words.first == "llamafactory-cli"
    guard isFactory || ["swift", "megatron"].contains(words.first ?? "") else { return nil }
    let isForced = ["1", "true"].contains(part.environment["FORCE_TORCHRUN"]?.lowercased() ?? "")
    let each = part.environment["NPROC_PER_NODE"]
    // llamafactory-cli starts a process for each device that is visible.
    guard each != nil || isForced || isFactory && visible != nil else { return nil }
    let own = each.map { Int($0) } ?? visible
    let nodes = part.environment["NNODES"].map { Int($0) } ?? 1
    guard let own, let nodes, own > 0, nodes > 0 else { return .unknown(source: words[0]) }
    return .processes(own.times(nodes), source: each == nil ? "CUDA_VISIBLE_DEVICES" : "NPROC_PER_NODE")
  }

  /// `srun` and `mpirun`, which start the program itself several times.
  private var tasks: Start? {
    guard let first = words.first, ["srun", "mpirun", "mpiexec", "horovodrun"].contains(first) else {
      return nil
    }
    for name in ["ntasks", "n", "np"] where has(name) {
      return count(name).map { .processes($0, source: first) } ?? .unknown(source: first)
    }
    guard first == "srun", has("ntasks_per_node") else { return nil }
    let nodes = ["nodes", "N"].first(where: has)
    guard let each = count("ntasks_per_node"), let machines = nodes.map(count) ?? 1 else {
      return .unknown(source: first)
    }
    return .processes(each.times(machines), source: first)
  }
}
