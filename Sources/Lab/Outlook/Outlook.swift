/// What the loss of a pane's run is going to be, and what it would come to under the schedules of other panes.
package struct Outlook: Sendable, Equatable {
  /// Its x is that of the losses it continues.
  package struct Point: Sendable, Equatable {
    package var x: Double
    package var loss: Double
    package var low: Double
    package var high: Double

    package init(x: Double, loss: Double, low: Double, high: Double) {
      (self.x, self.loss, self.low, self.high) = (x, loss, low, high)
    }
  }

  package struct Curve: Sendable, Equatable {
    /// The number of the pane whose schedule it is of.
    package var number: Int
    package var name: String
    package var points: [Point]

    package init(number: Int, name: String, points: [Point]) {
      (self.number, self.name, self.points) = (number, name, points)
    }
  }

  /// What a reader should know: a code and a sentence.
  package struct Caveat: Sendable, Equatable {
    package var code: String
    package var text: String

    package init(code: String, text: String) { (self.code, self.text) = (code, text) }
  }

  /// The rest of the run; empty where it is over.
  package var rest: [Point]
  /// The probability with which the loss lies in the band.
  package var band: Double
  package var others: [Curve]
  package var caveats: [Caveat]
  package var remark: String

  package init(rest: [Point], band: Double, others: [Curve], caveats: [Caveat], remark: String = "") {
    self.rest = rest
    self.band = band
    self.others = others
    self.caveats = caveats
    self.remark = remark
  }
}

/// How far a forecast is that is shown in a pane.
package enum OutlookState: Sendable, Equatable {
  case waiting
  /// Why there is none.
  case refused(String)
  case found(Outlook)

  /// The sentences to be known with it.
  var notes: [String] {
    guard case .found(let outlook) = self else { return [] }
    return outlook.caveats.map { "forecast, \($0.code): \($0.text)" }
  }

  /// The loss at the end of the run; nil where nothing is foretold of it.
  var end: Double? {
    guard case .found(let outlook) = self else { return nil }
    return outlook.rest.last?.loss
  }

  /// The last x that it tells of.
  var lastX: Double? {
    guard case .found(let outlook) = self else { return nil }
    return (outlook.rest.suffix(1) + outlook.others.compactMap(\.points.last)).map(\.x).max()
  }
}
