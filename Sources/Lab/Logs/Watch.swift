import Following
import RunLogs

/// What a lab that shows logs knows of them as a whole.
package struct Watch: Sendable {
  /// What is followed, in words.
  package var title: String
  /// The plans that panes are given, in the order of the panes; the last one serves for all that follow.
  package var plans: [LogPlan]
  /// Seconds since 1970, as far as it knows.
  package internal(set) var now: Double
  /// When something on the screen will be another, though nothing comes; nil if that is never.
  var nextChange: Double?
  /// What there is to say of a folder as a whole.
  package internal(set) var remark: String?
  /// Whether everything has been looked at once.
  package internal(set) var isSettled = false
  /// How logs were looked at the last time, by their path.
  var views: [String: LogView] = [:]
  /// Where the runs are among the panes, as far as that is known.
  var places: [FollowedID: Int] = [:]
  /// Whether somebody wants to know of plateaus, seen or not.
  let judgesPlateaus: Bool
  /// Whether the logs of a job's processes are one run.
  var gathers: Bool
  /// What a reading that was asked for is over.
  var asked: LogAxis?

  package init(
    title: String, plans: [LogPlan] = [], now: Double, judgesPlateaus: Bool = false,
    gathers: Bool = false
  ) {
    self.title = title
    self.plans = plans
    self.now = now
    self.judgesPlateaus = judgesPlateaus
    self.gathers = gathers
  }

  /// The name of the pane that stands for the runs to come.
  static let nobody = FollowedID(-1)
}
