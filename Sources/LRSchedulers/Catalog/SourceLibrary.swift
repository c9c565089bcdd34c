/// Where a schedule comes from.
public enum SourceLibrary: String, Sendable, CaseIterable {
  /// `torch.optim.lr_scheduler` and `torch.optim.swa_utils` of PyTorch 2.13.
  case pytorch = "PyTorch"
  /// The functions of transformers' `optimization` module, which count steps.
  case transformers
  /// `timm.scheduler` of timm 1.0.
  case timm
  /// The schedules of optax, which count steps.
  case optax
  /// `keras.optimizers.schedules` and the callback ReduceLROnPlateau of Keras 3.
  case keras = "Keras"
  /// `deepspeed.runtime.lr_schedules`.
  case deepspeed = "DeepSpeed"
  /// Megatron-core's `OptimizerParamScheduler`.
  case megatron = "Megatron"
  /// `fvcore.common.param_scheduler`: functions of the fraction of a run.
  case fvcore
  /// `detectron2.solver`.
  case detectron2
  /// `mmengine.optim.scheduler`.
  case mmengine
  /// `composer.optim` of mosaicml, and the schedule that llm-foundry adds.
  case composer = "Composer"
  /// `fastai.callback.schedule`.
  case fastai
  /// `paddle.optimizer.lr`.
  case paddle
  /// `ignite.handlers.param_scheduler`.
  case ignite
  /// `mlx.optimizers`.
  case mlx = "MLX"
  /// `extra/lr_scheduler.py` of tinygrad's repository.
  case tinygrad
  /// `pytorch_optimizer.lr_scheduler`.
  case pytorchOptimizer = "pytorch_optimizer"
  /// `diffusers.optimization`.
  case diffusers
  /// `torchtitan.components.optimizer.lr_scheduler`.
  case torchtitan
  /// The package pytorch-warmup.
  case pytorchWarmup = "pytorch_warmup"
  /// `axolotl.utils.schedulers`.
  case axolotl
  /// The trainer of Ultralytics.
  case ultralytics = "Ultralytics"
  /// `accelerate.scheduler`.
  case accelerate
  /// How Lightning's trainer steps schedulers.
  case lightning = "Lightning"
  /// No library: a ``Scheduler`` that the program itself defines.
  case own = "your own"
}

extension SourceLibrary {
  /// The library of that name, in any letter case; nil if there is none, or it is ``own``.
  public init?(named name: String) {
    let key = name.lowercased().split(separator: "-").joined(separator: "_")
    guard let library = Self.allCases.first(where: { $0.key == key }), library != .own else { return nil }
    self = library
  }

  /// The name as options and formats have it: the raw value in small letters.
  public var key: String { rawValue.lowercased() }

  /// The names of all libraries, as options take them.
  public static var keys: [String] { allCases.filter { $0 != .own }.map(\.key) }

  /// The release whose rates are the reference.
  public var version: String { facts.version }

  /// What most of its schedules are imported from.
  var module: String { facts.module }

  /// Names before a dot that say that a call is this library's.
  var roots: Set<String> { facts.roots }

  /// Whether its schedulers are built on an optimizer of PyTorch, or one like it.
  var takesOptimizer: Bool { facts.takesOptimizer }

  /// Whether its schedulers act on an optimizer of PyTorch, so that PyTorch's do in their place.
  var drivesTorch: Bool { facts.drivesTorch }

  /// Whether it is none of the libraries that schedules are translated to.
  var isOfSecondRing: Bool { ![.pytorch, .transformers, .timm, .optax, .keras, .own].contains(self) }
}

/// What is known of a library as a whole.
private struct LibraryFacts {
  var version: String
  var module: String
  var roots: Set<String>
  var takesOptimizer = true
  var drivesTorch = true
}

extension SourceLibrary {
  private var facts: LibraryFacts {
    switch self {
    case .pytorch:
      .init(version: "2.13", module: "torch.optim.lr_scheduler", roots: ["torch", "lr_scheduler"])
    case .transformers: .init(version: "5.23.0", module: "transformers", roots: ["transformers"])
    case .timm: .init(version: "1.0.31", module: "timm.scheduler", roots: ["timm"])
    case .optax:
      .init(version: "0.2.8", module: "optax", roots: ["optax"], takesOptimizer: false, drivesTorch: false)
    case .keras:
      .init(
        version: "3.15.1", module: "keras.optimizers.schedules",
        roots: ["keras", "tf_keras", "tensorflow", "callbacks"], takesOptimizer: false, drivesTorch: false)
    case .own: .init(version: "", module: "", roots: [], takesOptimizer: false)
    default: ringFacts
    }
  }

  private var ringFacts: LibraryFacts {
    switch self {
    case .deepspeed:
      .init(
        version: "0.19.8", module: "deepspeed.runtime.lr_schedules", roots: ["deepspeed", "lr_schedules"])
    case .megatron:
      .init(version: "core 0.19.2", module: "megatron.core.optimizer_param_scheduler", roots: ["megatron"])
    case .fvcore:
      .init(
        version: "0.1.5", module: "fvcore.common.param_scheduler", roots: ["fvcore"], takesOptimizer: false)
    case .detectron2: .init(version: "0.6", module: "detectron2.solver", roots: ["detectron2"])
    case .mmengine:
      .init(version: "0.10.7", module: "mmengine.optim.scheduler", roots: ["mmengine", "mmdet"])
    case .composer:
      .init(
        version: "0.32.1", module: "composer.optim", roots: ["composer", "llmfoundry"], takesOptimizer: false)
    case .fastai:
      .init(
        version: "2.8.12", module: "fastai.callback.schedule", roots: ["fastai", "learn", "learner"],
        takesOptimizer: false)
    case .paddle:
      .init(
        version: "3.3.1", module: "paddle.optimizer.lr", roots: ["paddle"], takesOptimizer: false,
        drivesTorch: false)
    case .ignite:
      .init(version: "0.5.5", module: "ignite.handlers.param_scheduler", roots: ["ignite"])
    case .mlx:
      .init(
        version: "0.32.4", module: "mlx.optimizers", roots: ["mlx", "optim"], takesOptimizer: false,
        drivesTorch: false)
    case .tinygrad:
      .init(
        version: "0.14.0", module: "extra.lr_scheduler", roots: ["tinygrad", "extra"], drivesTorch: false)
    case .pytorchOptimizer:
      .init(version: "4.1.0", module: "pytorch_optimizer.lr_scheduler", roots: ["pytorch_optimizer"])
    default: stepperFacts
    }
  }

  private var stepperFacts: LibraryFacts {
    switch self {
    case .diffusers: .init(version: "0.42.1", module: "diffusers.optimization", roots: ["diffusers"])
    case .torchtitan:
      .init(
        version: "0.3.0", module: "torchtitan.components.optimizer.lr_scheduler", roots: ["torchtitan"],
        takesOptimizer: false)
    case .pytorchWarmup:
      .init(version: "0.2.0", module: "pytorch_warmup", roots: ["pytorch_warmup", "warmup"])
    case .axolotl: .init(version: "0.19.0", module: "axolotl.utils.schedulers", roots: ["axolotl"])
    case .ultralytics:
      .init(version: "8.4.190", module: "ultralytics", roots: ["ultralytics"], takesOptimizer: false)
    case .accelerate:
      .init(version: "1.15.0", module: "accelerate.scheduler", roots: ["accelerate"], takesOptimizer: false)
    default:
      .init(
        version: "2.6.6", module: "lightning.pytorch.utilities.types",
        roots: ["lightning", "pytorch_lightning", "pl"], takesOptimizer: false)
    }
  }
}
