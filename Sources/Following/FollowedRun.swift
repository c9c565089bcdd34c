import RunLogs

/// Names a followed run for as long as it is followed.
package struct FollowedID: Hashable, Sendable {
  package let rawValue: Int

  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// A followed run as it stands: a value, of which the points are shared with the follower until more come.
package struct FollowedRun: Sendable {
  /// How it stands with what the run is read from.
  package enum Condition: Sendable, Equatable {
    /// There is nothing yet.
    case waiting
    case following
    /// Nothing more can come: the end of a pipe.
    case ended
    /// The file is gone; its points stay.
    case vanished
    /// Why it cannot be read, in words.
    case unreadable(String)
    /// It can be read, and is no log.
    case noLog(String)
  }

  /// Who reads a log on another machine.
  package enum RemoteReader: Sendable {
    case lrviz
    /// What every Unix has; what it sends is read here.
    case unixTools
  }

  package var id: FollowedID
  package var run: LogRun
  package var roles: LogRoles
  package var condition: Condition
  /// Counts how often the log has started over: what was made of earlier points is of no use then.
  package var beginning: Int
  /// When it last grew, in seconds since 1970.
  package var lastGrowth: Double
  package var end: KnownEnd
  /// The last lines that gave no point.
  package var otherLines: OtherLines
  /// nil for a log of this machine.
  package var reader: RemoteReader?

  package init(id: FollowedID, path: String) {
    self.id = id
    run = LogRun()
    run.path = path
    roles = LogRoles()
    condition = .waiting
    beginning = 0
    lastGrowth = 0
    end = KnownEnd()
    otherLines = OtherLines()
  }
}

/// What a follower has to tell.
package enum FollowNews: Sendable {
  /// A run that is new or has changed.
  case run(FollowedRun)
  /// A run that is no longer followed.
  case dropped(FollowedID)
  /// What there is to say of a path as a whole, such as a bound that was met; nil when it no longer holds.
  case remark(String?)
  /// The first look at everything is over; how many runs were found.
  case settled(count: Int)
}
