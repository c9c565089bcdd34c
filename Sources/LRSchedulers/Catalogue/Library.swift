/// Where a schedule comes from.
public enum Library: String, Sendable, CaseIterable {
  case pytorch = "PyTorch"
  case transformers
}

extension Library {
  /// What most of its schedules are imported from.
  var module: String {
    switch self {
    case .pytorch: "torch.optim.lr_scheduler"
    case .transformers: "transformers"
    }
  }

  /// The arguments that Python counts although no one writes them in a spec: `self`, the optimizer.
  var hiddenArguments: Int {
    switch self {
    case .pytorch: 2
    case .transformers: 1
    }
  }
}

extension CatalogueEntry {
  /// What Python calls the callee in its errors.
  var callee: String {
    switch library {
    case .pytorch: name + ".__init__()"
    case .transformers: name + "()"
    }
  }
}
