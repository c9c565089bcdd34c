import Canvas
import Charts
import LRSchedulers

/// What the views draw of a pane, whatever feeds it: a value made for one frame.
struct PaneContent: Sendable {
  /// What stands in the title, such as `StepLR`.
  var name: String
  /// At the right end of the title: what is unusual, and the latest change.
  var status: [FieldLine.Field]
  /// The numbers in force.
  var readout: [FieldLine.Field]
  /// Those at the cursor, most important first; empty without a cursor.
  var cursorValues: [StyledText]
  /// What can be changed; nil where nothing can.
  var settings: SettingStrip?
  /// How near a metric-driven schedule is to its next cut; nil for any other.
  var gauge: FieldLine?
  /// Why the run could not start or go on.
  var failure: String?
  /// What is surprising, a sentence each.
  var notes: [String]
  /// What was decided where it was read from a script, on one line; nil where nothing was.
  var assumption: String?
  /// What happened, in order.
  var events: [PaneEvent]
  /// Those that the display asks for.
  var charts: [ChartContent]
  /// What is foretold of the loss, while that is shown.
  var outlook: OutlookWords?
  /// What the full screen explains, where it has room.
  var card: PaneCard?
  /// What stands where the settings would be of a pane that has none.
  var footer: StyledText?

  func chart(_ role: ChartContent.Role) -> ChartContent? { charts.first { $0.role == role } }
}

/// One chart of a pane: its curves, already where they stand on the shared scale.
struct ChartContent: Sendable {
  enum Role: Sendable {
    case rate, loss, momentum
    /// Whatever else a log holds.
    case other
  }

  var role: Role
  var title: String
  /// Bottom to top.
  var lines: [PlotLine] = []
  var markers: [PlotMarker] = []
  /// Whether a row is kept for the marks of changes.
  var hasMarkerRow = false
  /// What lies between two curves, set off.
  var bands: [PlotBand] = []
  /// Stretches of x that are set off.
  var shades: [PlotShade] = []
  /// What is shown of x, and what it counts, where that is something of its own.
  var x: ClosedRange<Double>?
  var xUnit: TimeScale.Unit?
  /// The values that are shown, where the curves do not say it.
  var values: ClosedRange<Double>?
  /// Shown instead of curves where there can be none.
  var placeholder = ""
  /// A ruler under the first that counts the pane's own epochs.
  var ruler: SecondRuler?
}

/// What can be changed, on a line or several: the selected part stays in sight.
struct SettingStrip: Sendable {
  var strip: ParameterStrip
  var selected: Int
  var heads: [[StyledText]]

  /// Of the parts, which slots of the pane they are.
  var slots: [Int]

  func rows(_ width: Int, _ count: Int) -> [ParameterStrip.Fitted] {
    strip.rows(width, count, around: selected, heads: heads)
  }
}

/// What a pane shows, explained.
struct PaneCard: Sendable {
  var summary: String
  var formula: String
  var settings: ParameterList
  /// What the lines of the rate chart stand for; nil while there is but one.
  var legend: FutureLegend?
}

/// What the comparison shows of a pane.
struct ComparisonEntry: Sendable {
  /// What its legend says.
  var name: String
  /// Whether it can be drawn over the x that all share.
  var isPlaced = true
  /// Of the first parameter group.
  var rate: PlotLine?
  /// What is planned of it, which an axis has to have room for.
  var plannedRate: PlotLine?
  var momentum: PlotLine?
  var validationLoss: PlotLine?
  var trainingLoss: PlotLine?
  /// The rest of the losses as a forecast has it, and its band; nil while none is shown.
  var foretold: PlotLine?
  var foretoldBand: PlotBand?
  /// Values at the cursor, rounded; nil without a cursor, and where there is none.
  var rateAtCursor: StyledText?
  var lossAtCursor: StyledText?
  /// What panes are ranked by there.
  var lossValueAtCursor: Double?
  /// The phase in force at the cursor, of a schedule that has several.
  var phaseAtCursor: String?
}
