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
  /// No library: a ``Scheduler`` that the program itself defines.
  case own = "your own"
}

extension SourceLibrary {
  /// The release whose rates are the reference.
  public var version: String {
    switch self {
    case .pytorch: "2.13"
    case .transformers: "5.23.0"
    case .timm: "1.0.31"
    case .optax: "0.2.8"
    case .keras: "3.15.1"
    case .own: ""
    }
  }

  /// What most of its schedules are imported from.
  var module: String {
    switch self {
    case .pytorch: "torch.optim.lr_scheduler"
    case .transformers: "transformers"
    case .timm: "timm.scheduler"
    case .optax: "optax"
    case .keras: "keras.optimizers.schedules"
    case .own: ""
    }
  }

  /// The arguments that Python counts although no one writes them in a spec: `self`, the optimizer.
  var hiddenArguments: Int {
    switch self {
    case .pytorch, .timm: 2
    case .transformers, .keras: 1
    case .optax, .own: 0
    }
  }
}

extension CatalogEntry {
  /// What Python calls the callee in its errors.
  var callee: String {
    switch library {
    case .pytorch, .timm, .keras: name + ".__init__()"
    case .transformers, .optax, .own: name + "()"
    }
  }
}
