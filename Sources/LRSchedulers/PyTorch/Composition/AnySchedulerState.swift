/// The state of a member of a composed scheduler, whose type only the member knows.
struct AnySchedulerState: Sendable, Equatable, Encodable {
  var base: any SchedulerState

  static func == (left: AnySchedulerState, right: AnySchedulerState) -> Bool {
    left.base.equals(right.base)
  }

  func encode(to encoder: any Encoder) throws { try base.encode(to: encoder) }
}

extension SchedulerState {
  fileprivate func equals(_ other: any SchedulerState) -> Bool { other as? Self == self }
}

/// What a composed scheduler remembers, with PyTorch's names.
public struct CompositeState: SchedulerState {
  /// ``ChainedScheduler`` has none in PyTorch; its steps are counted here all the same.
  public var lastEpoch: Int
  /// The states of the members.
  var schedulers: [AnySchedulerState]
  /// What the last step did to the rates, if that was a discrete change.
  var change: LRChange.Kind?

  init(lastEpoch: Int, schedulers: [AnySchedulerState]) {
    self.lastEpoch = lastEpoch
    self.schedulers = schedulers
  }

  enum CodingKeys: String, CodingKey {
    case lastEpoch = "last_epoch"
    case schedulers = "_schedulers"
  }
}

extension CompositeState {
  public func isSound(groups: Int) -> Bool {
    lastEpoch.isCount && schedulers.allSatisfy { $0.base.isSound(groups: groups) }
  }
}
