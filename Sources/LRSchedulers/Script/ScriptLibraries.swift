/// What names of libraries mean that a script does not define.
package enum ScriptLibraries {
  /// The full path of a name that is neither assigned nor imported, as fragments of scripts have them.
  static func path(of name: String) -> String? {
    if let module = modules[name] { return module }
    return builtins.contains(name) ? "builtins." + name : nil
  }

  private static let modules: [String: String] = [
    "math": "math", "np": "numpy", "numpy": "numpy", "torch": "torch", "optim": "torch.optim",
    "lr_scheduler": "torch.optim.lr_scheduler", "nn": "torch.nn", "jnp": "jax.numpy",
    "functools": "functools",
    "partial": "functools.partial", "tf": "tensorflow", "timm": "timm", "transformers": "transformers",
    "argparse": "argparse", "optax": "optax", "keras": "keras", "bisect": "bisect", "os": "os", "sys": "sys",
    "diffusers": "diffusers", "dataclasses": "dataclasses", "itertools": "itertools", "wandb": "wandb",
    "copy": "copy", "collections": "collections",
  ]

  /// The library that everybody calls so, where a module of the script's own hands it on.
  static func libraryHandedOn(as name: String) -> String? {
    ["tf", "np", "torch", "jnp", "optax", "keras"].contains(name) ? modules[name] : nil
  }

  private static let builtins: Set<String> = [
    "len", "range", "int", "float", "round", "abs", "min", "max", "sum", "any", "all", "sorted", "reversed",
    "list",
    "tuple", "dict", "set", "str", "bool", "enumerate", "zip", "map", "filter", "isinstance", "hasattr",
    "getattr",
    "setattr", "print", "super", "type", "vars", "callable", "iter", "next", "divmod", "pow", "open", "exit",
    "quit",
    "frozenset", "object", "slice", "property", "repr", "hash", "id", "input", "eval", "exec", "globals",
    "locals",
    "NotImplementedError", "ValueError", "Exception", "KeyError", "TypeError", "RuntimeError",
  ]

  /// The constant of mathematics that a path names, as lambdas write it.
  static func constant(_ path: String) -> String? {
    guard let (module, name) = mathematics(path), constants.contains(name) else { return nil }
    _ = module
    return "math." + name
  }

  private static let constants: Set<String> = ["pi", "e", "tau", "inf", "nan"]

  /// The module of mathematics and the name in it.
  static func mathematics(_ path: String) -> (module: String, name: String)? {
    guard let module = path.withoutLastPart else { return nil }
    let name = path.lastPart
    return mathematicalModules.contains(module) ? (module, name) : nil
  }

  private static let mathematicalModules: Set<String> = [
    "math", "numpy", "torch", "jax.numpy", "tensorflow", "tensorflow.math", "cmath", "scipy", "torch.special",
    "tensorflow.compat.v1", "tensorflow.compat.v1.math", "tensorflow.compat.v2",
  ]

  /// What lambdas call the function of a path, where it is one of numbers.
  static func function(_ path: String) -> String? {
    if path.hasPrefix("builtins.") {
      let name = String(path.dropFirst("builtins.".count))
      return (try? PythonFunction.named(name)) == nil ? nil : name
    }
    if path == "bisect.bisect" { return "bisect.bisect_right" }
    if path.hasPrefix("bisect.") { return path }
    guard let (_, name) = mathematics(path) else { return nil }
    if let other = renamed[name] { return other }
    return (try? PythonFunction.named("math." + name)) == nil ? nil : "math." + name
  }

  private static let renamed = [
    "absolute": "abs", "abs": "abs", "minimum": "min", "maximum": "max", "power": "pow", "pow": "pow",
    "arccos": "math.acos", "arcsin": "math.asin", "arctan": "math.atan", "round": "round", "max": "max",
    "min": "min",
    "sum": "sum", "any": "any", "all": "all",
  ]

  /// Functions that give what they are given, as a number.
  static func isIdentity(_ path: String) -> Bool {
    guard let (_, name) = mathematics(path) else { return false }
    return [
      "array", "asarray", "tensor", "as_tensor", "float32", "float64", "float16", "Tensor", "FloatTensor",
      "constant",
      "cast", "int32", "int64", "real", "squeeze", "to_float", "to_int32", "to_int64", "identity",
      "convert_to_tensor", "stop_gradient",
    ].contains(name)
  }

  // MARK: Schedulers

  /// The names of all schedulers, without prefixes.
  static var schedulerNames: Set<String> { Catalog.plainNames }

  /// Whether what is imported from there is what the library of that name offers, and not somebody's own.
  static func isKnown(_ path: String) -> Bool {
    if !path.hasDot || Catalog.endsWithEntry(path) { return true }
    return schedulerRoots.contains(path.firstPart)
  }

  /// What stands first in the names of the libraries whose schedulers are known, and of what hands them on.
  private static let schedulerRoots = Set(SourceLibrary.allCases.flatMap(\.roots)).union([
    "torch", "transformers", "timm", "optax", "keras", "tensorflow", "diffusers", "tf_keras", "builtins",
    "jax", "pytorch_transformers", "flax",
  ])

  /// Whether a module is one that many scripts use, and not one of the script's own.
  static func isLibrary(_ root: String) -> Bool { libraries.contains(root) }

  private static let libraries: Set<String> = [
    "torch", "torchvision", "torchaudio", "torchtext", "math", "cmath", "numpy", "functools", "argparse",
    "transformers", "timm",
    "optax", "keras", "tf_keras", "tensorflow", "diffusers", "os", "sys", "copy", "collections", "itertools",
    "dataclasses",
    "bisect", "wandb", "jax", "flax", "random", "time", "json", "yaml", "logging", "tqdm", "pathlib",
    "typing", "lightning",
    "pytorch_lightning", "accelerate", "apex", "deepspeed", "omegaconf", "hydra", "easydict", "yacs", "absl",
    "fire", "click",
    "tyro", "datasets", "sklearn", "scipy", "pandas", "matplotlib", "PIL", "cv2", "enum", "types", "abc",
    "re", "warnings",
    "contextlib", "bitsandbytes", "ml_collections", "simple_parsing", "pydantic", "attr", "attrs", "munch",
    "__future__",
    "pytorch_transformers", "peft", "trl", "evaluate", "huggingface_hub", "einops", "typing_extensions",
    "shutil", "glob",
    "pickle", "datetime", "subprocess", "string", "gc", "io", "operator", "statistics", "configargparse",
    "optparse",
    "tensorboardX", "warmup_scheduler",
  ]

  /// Whether a name is that of a scheduler, or nearly so.
  static func looksLikeScheduler(_ name: String) -> Bool {
    if schedulerNames.contains(name) { return true }
    // `WarmupLR`, and not `SimCLR`.
    if name.hasSuffix("LR"), name.first?.isUppercase == true, name.dropLast(2).last?.isUppercase == false {
      return true
    }
    guard name.holds(ignoringCase: "schedul") else { return false }
    let lower = name.lowercased()
    if isOtherQuantity(lower) { return false }
    return ![
      "plot", "show", "print", "register", "load", "save", "log", "test", "update", "step", "is_", "has_",
      "visual",
      "draw", "adjust", "noise_", "check", "validate", "dump", "restore", "resume", "schedule_",
    ].contains { lower.hasPrefix($0) }
  }

  /// Whether a name is that of what follows a schedule too and is no rate: noise, momentum, the weight of a loss.
  static func isOtherQuantity(_ lower: String) -> Bool {
    // `AlphaFoldLRScheduler`
    if lower.holds("lrsched") || lower.holds("lr_sched") { return false }
    return [
      "noise", "beta", "sampl", "loss", "weight", "momentum", "dropout", "temperature", "timestep", "mask",
      "teacher", "wd_", "_wd", "ema", "alpha", "sigma", "guidance", "sparsity", "curriculum", "kl_", "job",
      "euler", "ddim", "ddpm", "flow", "update_schedule",
    ].contains(where: lower.holds)
  }

  /// Methods that make an object from what another one is made of, such as diffusers' `from_config`.
  static func isConstructor(_ name: String) -> Bool { name.hasPrefix("from_") }

  /// Schedulers of libraries that are known by their names, and that are not computed here.
  static func origin(ofOther name: String) -> String? {
    switch name {
    case "GradualWarmupScheduler": "of the package warmup_scheduler, or of somebody who changed it"
    case "LinearWarmupCosineAnnealingLR": "of lightning-bolts"
    case "FactorScheduler", "MultiFactorScheduler": "MXNet's, or d2l's"
    case "NoamLR", "NoamScheduler": "of several projects, each with its own arguments"
    default: nil
    }
  }

  /// Whether a variable of that name holds a scheduler.
  static func holdsScheduler(_ name: String) -> Bool {
    // The end first: it is asked of every name that a call's value is given.
    let name = name.lastPart.lowercased()
    guard name.hasSuffix("scheduler") || name.hasSuffix("sched") || name.hasSuffix("schedulers") else {
      return false
    }
    return !isOtherQuantity(name)
  }

  /// Classes of libraries that are called schedulers and set no rates.
  static func isOtherScheduler(_ path: String) -> Bool {
    let root = path.split(separator: ".").first ?? ""
    if ["DummyScheduler", "DummyLRScheduler", "scale_by_schedule"].contains(path.lastPart) { return true }
    if path.hasPrefix("torch.profiler.") { return true }
    return ["diffusers", "apscheduler", "dask", "ray", "celery"].contains(root)
      && !path.hasSuffix("get_scheduler")
      && !path.holds("optimization")
  }

  // MARK: Optimizers

  /// Whether a name with `optim` in it is of what an optimizer is made of: `optim_cfg`, `optimizer_name`.
  static func describesOptimizer(_ name: String) -> Bool {
    ["config", "cfg", "conf", "args", "param", "name", "type", "option", "setting"].contains(
      where: name.holds)
  }

  /// Whether what is imported from there is Keras's.
  static func isKeras(_ path: String) -> Bool {
    guard path.hasDot, let root = path.parts.first else { return false }
    return ["keras", "tensorflow", "tf_keras"].contains(root)
  }

  /// Whether a call of that name builds an optimizer.
  static func isOptimizer(_ path: String) -> Bool {
    let last = path.lastPart
    guard let initial = last.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(initial),
      last != "Optimizer", !["Scheduler", "LR", "Config", "Warmup"].contains(where: last.hasSuffix)
    else { return false }
    if let module = path.withoutLastPart?.lastPart, ["optim", "optimizers", "optimizer"].contains(module) {
      return true
    }
    let lower = last.lowercased()
    return families.contains(where: lower.holds)
  }

  /// Whether a class of that name steps another optimizer.
  static func wrapsOptimizers(_ path: String) -> Bool {
    let last = path.lastPart
    return last.hasSuffix("Optimizer") || ["Lookahead", "LARC", "SWA", "OptimWrapper"].contains(last)
  }

  private static let families = [
    "sgd", "adam", "lamb", "lars", "lion", "adagrad", "rmsprop", "adadelta", "adafactor", "novograd",
    "shampoo", "ranger",
    "radam", "nadam", "adabelief", "sophia", "muon", "prodigy", "madgrad", "rprop", "lbfgs", "adan",
    "adahessian", "lookahead", "momentumoptimizer", "gradientdescentoptimizer",
  ]

  /// The rate that PyTorch's optimizer has where none is given.
  package static func defaultLR(of optimizer: String) -> Double? {
    switch optimizer {
    case "SGD", "Adam", "AdamW", "RAdam", "SparseAdam", "Muon": 1e-3
    case "NAdam", "Adamax": 2e-3
    case "RMSprop", "Adagrad", "ASGD", "Rprop", "Adafactor": 1e-2
    case "Adadelta", "LBFGS": 1
    default: nil
    }
  }
}
