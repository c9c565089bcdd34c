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

  /// To be called when the program is up, and when it has nothing to do: code that it has run and may not run again no
  /// longer counts as its memory.
  package func forgetCode() { cn_forget_code() }

  /// Hands ncurses the rows that differ from what is shown.
  private func draw(_ grid: CellGrid) {
    let old = shown?.size == grid.size ? shown : nil
    if old == nil { cn_renderer_erase() }
    for y in 0..<min(grid.size.height, size.height) {
      draw(grid, row: y, in: old?.columns(of: y, thatDifferFrom: grid) ?? 0..<grid.size.width)
    }
    shown = grid
  }

  /// One call for each run of cells that look alike.
  private func draw(_ grid: CellGrid, row: Int, in columns: Range<Int>) {
    var start = columns.lowerBound
    while start < columns.upperBound {
      let style = grid[start, row].style
      run.removeAll(keepingCapacity: true)
      var end = start
      while end < columns.upperBound, grid[end, row].style == style {
        run.append(drawable(grid[end, row].scalar))
        end += 1
      }
      cn_renderer_put(
        Int32(row), Int32(start), run, Int32(run.count), pairs.attributes(of: style), pairs.pair(for: style))
      start = end
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
