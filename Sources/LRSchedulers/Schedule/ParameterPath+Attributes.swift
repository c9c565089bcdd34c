extension ParameterPath {
  /// The parameter whose value an attribute of PyTorch's object keeps: `min_lrs`, `_milestones`, `_schedulers[1].max_lrs`.
  package static func parameter(ofAttribute path: String) -> String {
    path.split(separator: ".", omittingEmptySubsequences: false).map { part in
      let name = String(part)
      return parameters[name] ?? (name.hasPrefix("_") ? String(name.dropFirst()) : name)
    }.joined(separator: ".")
  }

  private static let parameters = [
    "min_lrs": "min_lr", "base_lrs": "base_lr", "max_lrs": "max_lr", "base_momentums": "base_momentum",
    "max_momentums": "max_momentum", "lr_lambdas": "lr_lambda", "_anneal_func_type": "anneal_strategy",
  ]
}
