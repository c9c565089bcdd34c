import LRSchedulers
import Training

extension RunConfiguration {
  /// The pane's schedule as PyTorch code.
  package func pytorchCode() throws(SchedulerError) -> String {
    let context = CodeContext(
      lrs: lrs, optimizer: optimizer.spec, epochs: epochs, interval: interval == .step ? .step : .epoch)
    return try CodeExport.code(schedule, format: .pytorch, context: context)
  }
}
