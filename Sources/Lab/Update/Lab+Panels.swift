import Canvas

/// What the mouse does in the panels of units and of a range test.
extension Lab {
  /// Selects a number; one that is being typed is taken first.
  mutating func click(_ point: Point, in panel: UnitsPanel) {
    guard let field = UnitsView(lab: self, panel: panel).field(at: point) else {
      return refuse("no number to choose there (Esc leaves the units)")
    }
    if panel.entry != nil {
      takeTypedUnit(panel)
      guard case .units(let panel) = mode, panel.entry == nil else { return }
    }
    select(field)
    say("the wheel over \(field.rawValue), or left and right, change it; a digit types it")
  }

  /// Changes the number it is over.
  mutating func wheelOverUnits(_ point: Point, _ direction: Int) {
    guard case .units(let panel) = mode, let field = UnitsView(lab: self, panel: panel).field(at: point)
    else { return refuse("no number to change there") }
    select(field)
    if case .units(let panel) = mode { nudgeUnit(panel, by: -direction) }
  }

  private mutating func select(_ field: UnitsPanel.Field) {
    guard case .units(var panel) = mode else { return }
    panel.field = field
    mode = .units(panel)
  }

  /// Chooses one of the rates that are named.
  mutating func click(_ point: Point, in panel: RangePanel) {
    guard let name = RangeView(lab: self, panel: panel).suggestion(at: point) else {
      return refuse("no rate to choose there (Esc leaves the range test)")
    }
    var panel = panel
    guard panel.select(name) else { return refuse("\(name) names no rate that could be taken") }
    mode = .range(panel)
    say("\(name) is chosen: Enter takes it")
  }
}
