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

  /// To be called when the program is up: code that only starting needs no longer counts as its memory.
  package func forgetStartupCode() { cn_forget_startup_code() }

  /// Hands ncurses the rows that differ from what is shown.
  private func draw(_ grid: CellGrid) {
    let isComparable = shown?.size == grid.size
    if !isComparable { cn_renderer_erase() }
    let width = grid.size.width
    grid.cells.withUnsafeBufferPointer { new in
      (isComparable ? shown?.cells ?? [] : []).withUnsafeBufferPointer { old in
        for y in 0..<min(grid.size.height, size.height) {
          let row = y * width..<(y + 1) * width
          if let changed = Self.change(in: row, from: old, to: new) {
            draw(changed, of: new, row: y, width: width)
          }
        }
      }
    }
    shown = grid
  }

  /// From the first to the last cell that differs. `==` is inlined; `!=` would be asked of the conformance.
  private static func change(
    in row: Range<Int>, from old: UnsafeBufferPointer<Cell>, to new: UnsafeBufferPointer<Cell>
  ) -> Range<Int>? {
    guard !old.isEmpty else { return row }
    guard let first = row.first(where: { !(old[$0] == new[$0]) }) else { return nil }
    let last = row.last { !(old[$0] == new[$0]) } ?? first
    return first..<last + 1
  }

  /// One call for each run of cells that look alike.
  private func draw(_ range: Range<Int>, of cells: UnsafeBufferPointer<Cell>, row: Int, width: Int) {
    var start = range.lowerBound
    while start < range.upperBound {
      let style = cells[start].style
      run.removeAll(keepingCapacity: true)
      var end = start
      while end < range.upperBound, cells[end].style == style {
        run.append(drawable(cells[end].scalar))
        end += 1
      }
      cn_renderer_put(
        Int32(row), Int32(start - row * width), run, Int32(run.count), pairs.attributes(of: style),
        pairs.pair(for: style))
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
