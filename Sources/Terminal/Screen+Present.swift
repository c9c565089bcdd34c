import CNcurses
import Canvas

extension Screen {
  /// Brings the terminal up to date with `grid` in one write; writes nothing if it is already. A grid of another size
  /// than `size` is cut or padded.
  package func present(_ grid: CellGrid) {
    guard isOpen else { return }
    draw(grid)
    let head = isEntered ? modes.frameHead : modes.frameHead + modes.enter + question()
    var count = 0
    let bytes = cn_renderer_frame(head, head.count, modes.frameTail, modes.frameTail.count, &count)
    guard count > 0 else { return }
    isEntered = true
    cn_guard_set_entered(true)
    if !device.write(UnsafeRawBufferPointer(start: bytes, count: count), unless: signals) {
      cn_renderer_repaint()
    }
  }

  /// Shows colors as another theme has them, from the next frame on.
  package func use(_ theme: Theme) {
    guard pairs.theme != theme else { return }
    pairs.use(theme)
    redraw()
  }

  /// Makes the next `present` redraw everything, over whatever else wrote to the terminal.
  package func redraw() {
    shown = nil
    cn_renderer_repaint()
  }

  /// Hands ncurses the cells that differ from what is shown.
  private func draw(_ grid: CellGrid) {
    let old = shown?.size == grid.size ? shown : nil
    if old == nil { cn_renderer_erase() }
    // What has just been erased need not be drawn blank, unless in a theme's own color.
    let isErased = old == nil && !pairs.theme.isPainted
    let before = old ?? CellGrid(grid.size)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: grid.size.width) { scalars in
      for y in 0..<min(grid.size.height, size.height) {
        let start = y * grid.size.width
        let columns =
          old == nil && !isErased ? 0..<grid.size.width : before.columns(of: y, thatDifferFrom: grid)
        grid.forEachRun(of: columns, row: y) { columns, style in
          for x in columns { scalars[x - columns.lowerBound] = drawable(grid.cells[start + x].scalar) }
          let run = UnsafeBufferPointer(rebasing: scalars[..<columns.count])
          if isErased, style == .standard, run.allSatisfy({ $0 == 0x20 }) { return }
          put(run, x: columns.lowerBound, y: y, style)
        }
      }
    }
    shown = grid
  }

  private func put(_ scalars: UnsafeBufferPointer<UInt32>, x: Int, y: Int, _ style: Style) {
    cn_renderer_put(
      Int32(y), Int32(x), scalars.baseAddress, Int32(scalars.count), pairs.attributes(of: style),
      pairs.pair(for: style))
  }

  /// A scalar that fills exactly one column here. Frames and braille do in every UTF-8 locale.
  private func drawable(_ scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0x20...0x7E: return scalar.value
    case 0x2500...0x28FF where isUTF8: return scalar.value
    default: return isUTF8 && cn_is_single_width(scalar.value) ? scalar.value : 0x3F
    }
  }
}
