import Canvas

/// Something that happened at an x.
package struct PlotMarker: Sendable, Equatable {
  package enum Kind: Sendable {
    /// A change of the learning rate: `▼` above the curve.
    case change
    /// The start of a phase of a schedule: a vertical rule with its label on top.
    case phase
    /// A count at its x: its label on the bottom row, where the ones before leave room for it.
    case count
  }

  package var x: Double
  package var kind: Kind
  package var label: String
  package var style: Style

  package init(x: Double, kind: Kind = .change, label: String = "", style: Style = Style(.event)) {
    self.x = x
    self.kind = kind
    self.label = label
    self.style = style
  }
}
