import CNcurses
import Canvas

extension Screen {
  /// Brings the terminal up to date with `grid` in one write; writes nothing if it is already. A grid of another size
  /// than `size` is cut or padded.
  package func present(_ grid: CellGrid) {
    guard isOpen else { return }
    draw(grid)
    let head = isEntered ? modes.frameHead : modes.frameHead + modes.enter
    var count = 0
    let bytes = cn_renderer_frame(head, head.count, modes.frameTail, modes.frameTail.count, &count)
    guard count > 0 else { return }
    isEntered = true
    cn_guard_set_entered(true)
    if !device.write(UnsafeRawBufferPointer(start: bytes, count: count), unless: signals) {
      cn_renderer_repaint()
    }
  }

  /// Makes the next `present` draw everything anew, over whatever else wrote to the terminal.
  package func redraw() {
    shown = nil
    cn_renderer_repaint()
  }

  /// Hands ncurses the cells that differ from what is shown.
  private func draw(_ grid: CellGrid) {
    let old = shown?.size == grid.size ? shown : nil
    if old == nil { cn_renderer_erase() }
    let before = old ?? CellGrid(grid.size)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: grid.size.width) { scalars in
      for y in 0..<min(grid.size.height, size.height) {
        draw(grid, row: y, in: before.columns(of: y, thatDifferFrom: grid), by: scalars)
      }
    }
    shown = grid
  }

  /// One call for each run of cells that are drawn alike.
  private func draw(
    _ grid: CellGrid, row: Int, in columns: Range<Int>, by scalars: UnsafeMutableBufferPointer<UInt32>
  ) {
    let start = row * grid.size.width
    grid.forEachRun(of: columns, row: row) { run, style in
      for x in run { scalars[x - run.lowerBound] = drawable(grid.cells[start + x].scalar) }
      cn_renderer_put(
        Int32(row), Int32(run.lowerBound), scalars.baseAddress, Int32(run.count), pairs.attributes(of: style),
        pairs.pair(for: style))
    }
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
