/// A complete PyTorch script around a schedule: stand-ins for model and data, the optimizer, the scheduler, and the loop
/// with `scheduler.step` in its right place.
struct PyTorchCode {
  private let equivalent: PyTorchEquivalent
  private let context: CodeContext
  private let optimizerName: String
  /// The optimizer's arguments besides parameters and rate, as source.
  private let optimizerArguments: String

  init(_ equivalent: PyTorchEquivalent, _ context: CodeContext) throws(SchedulerError) {
    self.equivalent = equivalent
    self.context = context
    if let schedule = equivalent.schedule { try schedule.validate(groups: context.groups(for: schedule)) }
    guard !context.lrs.isEmpty, let call = try? PythonCall(parsing: context.optimizer) else {
      throw SchedulerError(
        .value, "expected an optimizer such as SGD(momentum=0.9), but got \(context.optimizer)")
    }
    optimizerName = call.name
    let inside = context.optimizer.drop { $0 != "(" }.dropFirst()
    optimizerArguments = inside.lastIndex(of: ")").map { String(inside[..<$0]) } ?? ""
  }

  var text: String {
    let blocks = [imports, standIns, optimizer + resuming + scheduler, loop]
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// What goes into a script that has all the rest.
  var excerpt: String {
    [construction.imports, resuming + scheduler].filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var scheduler: [String] {
    (equivalent.note.map(PythonComment.lines) ?? []) + construction.lines(prefix: "scheduler = ")
  }

  private var construction: PyTorchConstruction {
    PyTorchConstruction(equivalent, loaderLength: context.interval == .step ? context.stepsPerEpoch : nil)
  }

  private var imports: [String] {
    let own = ["import torch", "from torch import nn", "from torch.optim import \(optimizerName)"]
    let others = construction.imports
    // The standard library comes first.
    let standard = others.prefix { !$0.hasPrefix("from") }
    return standard + own + others.dropFirst(standard.count)
  }

  /// As many layers as parameter groups.
  private var standIns: [String] {
    let hidden = context.lrs.dropFirst().map { _ in "nn.Linear(10, 10)" }
    let layers = (hidden + ["nn.Linear(10, 1)"]).joined(separator: ", ")
    return [
      "# Put your own model, data and loss here.",
      "torch.manual_seed(0)",
      "model = nn.Sequential(\(layers))",
    ] + trainLoader + [
      "val_loader = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(2)]",
      "criterion = nn.MSELoss()",
    ]
  }

  /// Where the schedule counts steps it matters how many there are.
  private var trainLoader: [String] {
    let count = context.stepsPerEpoch
    let perStep = context.interval == .step
    let length =
      perStep ? ["steps_per_epoch = \(count)  # the schedule is made for a loader of this length"] : []
    return length + [
      "train_loader = [(torch.randn(32, 10), torch.randn(32, 1)) for _ in range(\(perStep ? "steps_per_epoch" : "\(count)"))]"
    ]
  }

  private var optimizer: [String] {
    let rest = optimizerArguments.isEmpty ? "" : ", " + optimizerArguments
    let rates = context.lrs.map(PythonNumber.repr)
    if rates.count == 1 { return ["optimizer = \(optimizerName)(model.parameters(), lr=\(rates[0])\(rest))"] }
    let groups = rates.enumerated().map {
      "        {\"params\": model[\($0.offset)].parameters(), \"lr\": \($0.element)},"
    }
    return ["optimizer = \(optimizerName)(", "    ["] + groups + [
      "    ],", "    lr=\(rates[0])\(rest),", ")",
    ]
  }

  private var resuming: [String] {
    guard let schedule = equivalent.schedule, !schedule.isFresh else { return [] }
    return [
      "for group in optimizer.param_groups:",
      "    group[\"initial_lr\"] = group[\"lr\"]  # load the optimizer's state instead, if you have one",
    ]
  }

  private var needsMetric: Bool { equivalent.schedule?.needsMetric ?? false }

  private var loop: [String] {
    let perStep = context.interval == .step
    let batchStep = perStep ? ["        scheduler.step(\(needsMetric ? "loss.item()" : ""))"] : []
    let epochStep = perStep ? [] : ["    scheduler.step(\(needsMetric ? "val_loss" : ""))"]
    return [
      "for epoch in range(\(context.epochs)):",
      "    model.train()",
      "    for inputs, targets in train_loader:",
      "        optimizer.zero_grad()",
      "        loss = criterion(model(inputs), targets)",
      "        loss.backward()",
      "        optimizer.step()",
    ] + batchStep + [
      "    model.eval()",
      "    with torch.no_grad():",
      "        losses = [criterion(model(inputs), targets).item() for inputs, targets in val_loader]",
      "    val_loss = sum(losses) / len(losses)",
      "    rates = [group[\"lr\"] for group in optimizer.param_groups]",
      "    print(f\"Epoch {epoch + 1}, Val Loss: {val_loss:.4f}, LR: {rates}\")",
    ] + epochStep
  }
}
