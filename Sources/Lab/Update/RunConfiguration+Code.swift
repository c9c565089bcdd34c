import LRSchedulers
import Training

extension RunConfiguration {
  /// The pane's schedule as source code.
  package func code(_ format: CodeFormat) throws(SchedulerError) -> String {
    var context = CodeContext(lrs: lrs, optimizer: optimizer.spec, epochs: epochs)
    if interval == .step { (context.interval, context.stepsPerEpoch) = (.step, stepsPerEpoch) }
    return try schedule.code(for: format, in: context).text
  }
}
