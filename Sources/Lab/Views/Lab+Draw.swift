import Canvas

extension Lab {
  /// The smallest size that shows anything but a notice.
  static let smallest = Size(width: 40, height: 10)

  /// The screen as it should be now.
  package var frame: CellGrid {
    var grid = CellGrid(size)
    draw(into: &grid)
    return grid
  }

  /// Draws everything; the grid should be blank and of ``size``.
  package func draw(into grid: inout CellGrid) {
    if size.width < Lab.smallest.width || size.height < Lab.smallest.height {
      TooSmallView(size: size).draw(into: &grid)
    } else {
      HeaderView(lab: self).draw(into: &grid)
      drawBody(into: &grid)
      FooterView(lab: self, notice: notice).draw(into: &grid)
    }
    if !display.glyphs.isUnicode { ASCIIFallback.apply(to: &grid) }
  }

  /// Between top and bottom line.
  var body: Rect { Rect(x: 0, y: 1, width: size.width, height: size.height - 2) }

  private func drawBody(into grid: inout CellGrid) {
    switch mode {
    case .pager(let pager): return PagerView(lab: self, pager: pager).draw(into: &grid)
    case .form(let form, _): return FormView(lab: self, form: form).draw(into: &grid)
    case .range(let panel): return RangeView(lab: self, panel: panel).draw(into: &grid)
    default: break
    }
    let context = frameContext
    switch display.layout {
    case .grid: GridView(lab: self, context: context).draw(into: &grid)
    case .zoom: ZoomView(lab: self, context: context).draw(into: &grid)
    case .overlay: ComparisonView(self, context, isLarge: true).draw(into: &grid, rect: body)
    }
    switch mode {
    case .spec(let entry): EntryView(lab: self, entry: entry).draw(into: &grid)
    case .plan(let entry): EntryView(lab: self, entry: entry, subject: "plan").draw(into: &grid)
    case .value(let entry, let slot): EntryView(lab: self, entry: entry, slot: slot).draw(into: &grid)
    case .units(let panel): UnitsView(lab: self, panel: panel).draw(into: &grid)
    case .list(let chooser): ChooserView(lab: self, chooser: chooser).draw(into: &grid)
    case .normal, .pager, .form, .range: break
    }
  }
}

/// What is shown where the lab has no room.
struct TooSmallView {
  let size: Size

  func draw(into grid: inout CellGrid) {
    let lines = ["lrviz", "\(size.width)x\(size.height) is too small", "enlarge to \(wanted)"]
    let top = max(0, (size.height - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      let x = max(0, (size.width - line.count) / 2)
      grid.write(line, x: x, y: top + index, style: Style(index == 0 ? .accent : .standard))
    }
  }

  private var wanted: String { "\(Lab.smallest.width)x\(Lab.smallest.height)" }
}
