import LRSchedulers
import Lab
import Predict
import Training

/// A range test in the lab's engine: a workload trained while the rate rises from batch to batch, on fastai's grid.
struct RangeTraining {
  var workload: String
  var optimizer = OptimizerConfiguration(.sgd)
  var seed: UInt64 = 0
  var batchSize: Int?
  var first = 1e-7
  var last = 10.0
  var iterations = 100

  init(workload: String) { self.workload = workload }

  /// Of what a run trains, and with what.
  init(of run: RunConfiguration) {
    self.init(workload: run.workload)
    (optimizer, seed, batchSize) = (run.optimizer, run.seed, run.batchSize)
  }

  /// What becomes of it, for the lab.
  var report: RangeReport {
    do throws(CommandError) { return .found(RangeFinding(try test()), code: code) } catch {
      return .failed(error.message)
    }
  }

  /// The rate of iteration `i` is `first * (last / first) ** (i / iterations)`.
  var schedule: Schedule {
    get throws(CommandError) {
      let spec =
        "LambdaLR(lr_lambda=lambda step: \(NumberText.python(last / first)) ** (step / \(iterations)))"
      do { return try Schedule(parsing: spec) } catch { throw .usage(error.rendered(source: spec)) }
    }
  }

  /// Trains, and stops where the loss is no number any more.
  func test() throws(CommandError) -> RangeTest {
    guard let summary = WorkloadCatalog.summary(named: workload) else { throw .unknownWorkload(workload) }
    let steps = summary.stepsPerEpoch(batchSize: batchSize)
    let configuration = RunConfiguration(
      schedule: try schedule, lrs: [first], optimizer: optimizer, workload: workload,
      epochs: (iterations + steps - 1) / steps, seed: seed, batchSize: batchSize, interval: .step)
    do throws(TrainingError) {
      var run = try TrainingRun(configuration)
      var (rates, losses) = ([Double](), [Double]())
      while rates.count < iterations, let trace = try run.trainEpoch()?.trace {
        rates += trace.lrs[0]
        losses += trace.losses
        if losses.contains(where: { !$0.isFinite }) { break }
      }
      let end = losses.firstIndex { !$0.isFinite }.map { $0 + 1 } ?? min(iterations, losses.count)
      let count = min(iterations, end)
      return RangeTest(
        rates: Array(rates.prefix(count)), losses: Array(losses.prefix(count)), planned: iterations)
    } catch { throw .usage("\(workload): \(error.message)") }
  }
}

extension RangeTraining {
  private static let imports = "import copy\nimport math\n\nimport torch\n"

  /// The same test as a loop for PyTorch, which asks for `model`, `loader` and `loss_function`.
  var code: String {
    """
    \(Self.imports)
    start, end, iterations = \(NumberText.python(first)), \(NumberText.python(last)), \(iterations)
    weights = copy.deepcopy(model.state_dict())
    optimizer = torch.optim.\(optimizer.code(lr: "start"))
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: (end / start) ** (step / iterations))

    rates, losses, average, best = [], [], 0.0, math.inf
    batches = iter(loader)
    for iteration in range(iterations):
        try:
            inputs, targets = next(batches)
        except StopIteration:
            batches = iter(loader)
            inputs, targets = next(batches)
        optimizer.zero_grad()
        loss = loss_function(model(inputs), targets)
        loss.backward()
        optimizer.step()
        rates.append(scheduler.get_last_lr()[0])
        losses.append(loss.item())
        scheduler.step()
        average = 0.98 * average + 0.02 * losses[-1]
        smooth = average / (1 - 0.98 ** (iteration + 1))
        best = min(best, smooth)
        if not math.isfinite(smooth) or smooth > 4 * best:
            break
    model.load_state_dict(weights)

    with open("range.csv", "w") as file:
        file.write("step,lr,loss\\n")
        for step, (rate, loss) in enumerate(zip(rates, losses)):
            file.write(f"{step},{rate!r},{loss!r}\\n")
    # lrviz range range.csv --iterations \(iterations)

    """
  }
}

extension OptimizerConfiguration {
  /// The call that builds it in PyTorch, with an expression for the rate.
  fileprivate func code(lr: String) -> String {
    guard let open = spec.firstIndex(of: "(") else { return "\(spec)(model.parameters(), lr=\(lr))" }
    let arguments = spec[spec.index(after: open)...].dropLast()
    return "\(spec[..<open])(model.parameters(), lr=\(lr)\(arguments.isEmpty ? "" : ", \(arguments)"))"
  }
}
