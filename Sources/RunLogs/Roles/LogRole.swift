/// What a series is to a reader of learning rates.
package enum LogRole: Hashable, Sendable {
  /// The learning rate of a parameter group; group 0 is "the" rate.
  case lr(group: Int)
  case trainLoss, valLoss, testLoss, valAccuracy, trainAccuracy, momentum, epoch, time

  package var name: String {
    switch self {
    case .lr(let group): group == 0 ? "lr" : "lr/pg\(group)"
    case .trainLoss: "train_loss"
    case .valLoss: "val_loss"
    case .testLoss: "test_loss"
    case .valAccuracy: "val_accuracy"
    case .trainAccuracy: "train_accuracy"
    case .momentum: "momentum"
    case .epoch: "epoch"
    case .time: "time"
    }
  }
}

/// Who plays what: series by their index in the run.
package struct LogRoles: Sendable, Equatable {
  /// In the order in which they are listed.
  package internal(set) var pairs: [(role: LogRole, series: Int)] = []
  /// Others that would have served for a role, best first.
  package internal(set) var others: [LogRole: [Int]] = [:]

  package init() {}

  package subscript(role: LogRole) -> Int? { pairs.first { $0.role == role }?.series }

  package var lrGroups: [Int] {
    pairs.compactMap { if case .lr = $0.role { $0.series } else { nil } }
  }

  /// Whether anything of what this program is about was found.
  package var hasCurves: Bool {
    pairs.contains {
      switch $0.role {
      case .lr, .trainLoss, .valLoss, .testLoss, .valAccuracy, .trainAccuracy: true
      case .momentum, .epoch, .time: false
      }
    }
  }

  package static func == (a: Self, b: Self) -> Bool {
    a.others == b.others && a.pairs.count == b.pairs.count
      && zip(a.pairs, b.pairs).allSatisfy { $0.role == $1.role && $0.series == $1.series }
  }
}

extension LogRun {
  /// The largest rate of the first parameter group.
  package func largestRate(_ roles: LogRoles) -> Double? {
    roles.lrGroups.first.flatMap { series[$0].track.extremes.finiteRange?.upperBound }
  }
}
