import ArgumentParser
import LRSchedulers
import Training

struct CodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "The schedule as source code, to be pasted into a training script.")

  @OptionGroup var arguments: ScheduleArguments

  @Option(
    help:
      "pytorch: a script that runs; transformers, timm, optax, keras: the call; spec: the canonical text.",
    transform: CodeFormat.choice)
  var format = CodeFormat.pytorch

  @Option(help: "When the scheduler steps: epoch or step.", transform: Interval.choice)
  var interval = Interval.epoch

  @Option(help: "Write to a file, which appears when it is complete.")
  var output: String?

  func run() throws {
    let context = try context()
    let texts = try arguments.schedules().map { try text(of: $0, context) }
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      for text in texts { try sink.write(text) }
    }
  }

  private func context() throws(CommandError) -> CodeContext {
    let optimizer = try arguments.optimizerConfiguration() ?? OptimizerConfiguration(.sgd)
    return CodeContext(
      lrs: arguments.lr.values, optimizer: optimizer.spec, epochs: arguments.epochs,
      interval: interval == .step ? .step : .epoch)
  }

  private func text(of schedule: Schedule, _ context: CodeContext) throws(CommandError) -> String {
    do { return try CodeExport.code(schedule, format: format, context: context) } catch {
      throw .schedule(schedule, error)
    }
  }
}
