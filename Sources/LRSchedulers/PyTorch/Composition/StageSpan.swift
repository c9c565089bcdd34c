/// The epochs in which a stage of ``SequentialLR`` goes on: nothing is to be searched in these.
struct StageSpan: Sendable {
  private(set) var stage = 0
  private var epochs = 0..<0
  private var milestones: [PythonNumber] = []

  init() {}

  /// - Parameters:
  ///   - stage: the stage in force.
  ///   - milestones: as they are.
  ///   - starts: the same, whole and ascending.
  init(_ stage: Int, of milestones: [PythonNumber], starts: [Int]) {
    self.stage = stage
    self.milestones = milestones
    let first = stage == 0 ? Int.min : starts[stage - 1] + 1
    let end = stage < starts.count ? starts[stage] : .max
    epochs = first..<max(first, end)
  }

  /// Whether the stage goes on in an epoch, which is not its first, and the milestones are still those.
  @inline(__always)
  func goesOn(at epoch: Int, _ milestones: [PythonNumber]) -> Bool {
    epochs.contains(epoch) && milestones.isIdentical(to: self.milestones)
  }
}
