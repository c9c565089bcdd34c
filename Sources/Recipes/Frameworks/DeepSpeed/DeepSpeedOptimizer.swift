import LRSchedulers

/// The `optimizer` of a DeepSpeed JSON, by `_configure_basic_optimizer` of `deepspeed/runtime/engine.py`.
struct DeepSpeedOptimizer {
  let pasted: PastedOptimizer

  init(_ type: String, _ reader: RecipeReader, _ trainer: DeepSpeedTrainer) throws(SpecError) {
    var optimizer = reader.optimizer(type, of: "optimizer.params", without: Self.ways)
    optimizer.isImplied = false
    optimizer.line = reader.line(of: "optimizer.type")
    var arguments: [PastedOptimizer.Argument] = []
    for argument in optimizer.arguments {
      guard case .string("auto") = argument.value else {
        arguments.append(argument)
        continue
      }
      guard let name = argument.name, let value = try trainer.optimizerValue(of: name) else { continue }
      arguments.append(.init(name: name, value: value))
    }
    optimizer.arguments = arguments
    if ["Adam", "AdamW"].contains(optimizer.name) {
      let isDecoupled =
        optimizer.name == "AdamW" || reader.value("optimizer.params.adam_w_mode")?.content != .bool(false)
      optimizer.name = isDecoupled ? "AdamW" : "Adam"
      // DeepSpeed's own Adam has no weight decay where none is given, as PyTorch's AdamW has.
      if !arguments.contains(where: { $0.name == "weight_decay" }) {
        optimizer.arguments.append(.init(name: "weight_decay", value: 0.0))
      }
    }
    pasted = optimizer
  }

  /// What says how DeepSpeed computes the steps.
  private static let ways: Set<String> = [
    "torch_adam", "adam_w_mode", "bias_correction", "fp32_optimizer_states",
  ]
}
