import Canvas
import Tracks

extension FigureDrawing {
  /// Stretches of x that are set off, behind everything: wide enough to be seen where they are a single point.
  func drawShades(into scene: inout Scene) {
    for shade in chart.shades
    where shade.range.upperBound >= layout.x.lower && shade.range.lowerBound <= layout.x.upper {
      let left = max(plot.x, frame.left(of: shade.range.lowerBound))
      let right = min(plot.maxX, max(frame.left(of: shade.range.upperBound), left + scale.line))
      let rect = SceneRect(x: left, y: plot.y, width: right - left, height: plot.height)
      scene.add(.rect(rect, Ink(shade.style.foreground, strength: Ink.faint)))
    }
  }

  /// Rules where phases begin, behind the curves, each with its label where it has room before the next. Those that begin as
  /// good as together share one.
  func drawPhases(into scene: inout Scene) {
    let stroke = Stroke(Ink(.muted, strength: Ink.dimmed), width: scale.thin, dashes: [2, 3])
    let groups = groupedPhases
    for (index, group) in groups.enumerated() {
      let x = group.x
      scene.line(ScenePoint(x, plot.y), ScenePoint(x, plot.maxY), stroke)
      let room = (index + 1 < groups.count ? groups[index + 1].x : plot.maxX) - x - scale.font
      guard let label = PhaseLabels(group.phases).forms.first(where: { scale.width($0) < room }) else {
        continue
      }
      // Above the plot, where no curve is.
      let place = ScenePoint(x + 0.5 * scale.font, plot.y - 0.25 * scale.font)
      scene.write(SceneText(label, at: place, size: scale.small, Ink(group.phases[0].style)))
    }
  }

  /// Phases from left to right, those too close for a label between them together.
  private var groupedPhases: [(x: Double, phases: [PlotMarker])] {
    let phases = chart.markers.filter { $0.kind == .phase && isInside($0.x) }.sorted { $0.x < $1.x }
    return phases.reduce(into: []) { groups, phase in
      let x = frame.left(of: phase.x)
      if let last = groups.last, x - last.x < 0.5 * scale.font {
        groups[groups.count - 1].phases.append(phase)
      } else {
        groups.append((x, [phase]))
      }
    }
  }

  /// Changes: a mark just above the curve. Where they stand so close that most would lie over each other, the curve itself
  /// says enough.
  func drawChanges(into scene: inout Scene) {
    let changes = chart.markers.filter { $0.kind == .change && isInside($0.x) }
    var last = -Double.infinity
    let shown = changes.filter { change in
      let x = frame.left(of: change.x)
      guard x - last >= 0.75 * scale.font else { return false }
      last = x
      return true
    }
    guard 2 * shown.count > changes.count else { return }
    let (half, height) = (0.28 * scale.font, 0.44 * scale.font)
    for change in shown {
      let x = frame.left(of: change.x)
      let y = top(around: change.x) - 0.25 * scale.font
      let corners = [ScenePoint(x - half, y - height), ScenePoint(x + half, y - height), ScenePoint(x, y)]
      scene.add(.polygon(corners, Ink(change.style)))
    }
  }

  /// The highest place of the curves in force at an x and just before it.
  private func top(around x: Double) -> Double {
    let before = x - 1e-6 * (layout.x.upper - layout.x.lower)
    let inForce = chart.lines.filter { !$0.isPlan && !$0.isAlternative }
    let tops = (inForce.isEmpty ? chart.lines : inForce).flatMap { line in
      [line.value(at: x), line.value(at: before)].compactMap { value in
        value.flatMap { frame.y.canShow($0) ? frame.top(of: $0) : nil }
      }
    }
    return min(max(tops.min() ?? plot.maxY, plot.y), plot.maxY)
  }

  private func isInside(_ x: Double) -> Bool { x >= layout.x.lower && x <= layout.x.upper }

  /// Where values are missing, at the bottom: a cross where they begin to, dots as far as it goes.
  func drawGaps(of curves: [FigureCurve], into scene: inout Scene) {
    let stroke = Stroke(Ink(.bad), width: scale.thin, dashes: [1.5, 2.5])
    let (y, arm) = (plot.maxY - 0.45 * scale.font, 0.22 * scale.font)
    for (index, curve) in zip(chart.drawingOrder, curves) where !chart.lines[index].isPlan {
      for gap in curve.gaps where gap.upperBound >= plot.x && gap.lowerBound <= plot.maxX {
        let (from, to) = (max(gap.lowerBound, plot.x) + arm, min(gap.upperBound, plot.maxX))
        if to > from { scene.line(ScenePoint(from, y), ScenePoint(to, y), stroke) }
        for side in [-1.0, 1.0] {
          scene.line(
            ScenePoint(from - arm, y - side * arm), ScenePoint(from + arm, y + side * arm),
            Stroke(Ink(.bad), width: 1.4 * scale.thin))
        }
      }
    }
  }

  /// What is written at the ends of lines, moved apart where it would lie over each other.
  func drawTags(into scene: inout Scene) {
    var tags = chart.lines.compactMap { line -> (ScenePoint, String, Ink)? in
      guard let text = line.endText ?? line.tag.map({ String(Character($0)) }), let end = line.end,
        isInside(end), let value = line.track.last,
        frame.y.canShow(value)
      else { return nil }
      let place = ScenePoint(
        frame.left(of: end) + scale.gap, min(max(frame.top(of: value), plot.y), plot.maxY))
      return (place, text, Ink(line.style))
    }
    tags.sort { $0.0.y < $1.0.y }
    let apart = 0.95 * scale.small
    for index in tags.indices.dropFirst() {
      tags[index].0.y = max(tags[index].0.y, tags[index - 1].0.y + apart)
    }
    // What was pushed below the plot goes up again, and pushes those above it.
    var limit = plot.maxY
    for index in tags.indices.reversed() {
      tags[index].0.y = min(tags[index].0.y, limit)
      limit = tags[index].0.y - apart
    }
    for (place, text, ink) in tags {
      scene.write(
        SceneText(text, at: place.moved(x: 0, y: 0.36 * scale.small), size: scale.small, ink, isBold: true))
    }
  }

  /// How high a start was that is cut, where the curve comes into sight.
  func drawClipped(into scene: inout Scene) {
    guard let (text, x) = chart.clipped(above: layout.y.upper) else { return }
    let place = ScenePoint(
      min(frame.left(of: x) + scale.gap, plot.maxX - scale.width(text)), plot.y + scale.small)
    scene.write(SceneText(text, at: place, size: scale.small, Ink(.muted)))
  }

  /// `× diverged @12` at the top edge, one below the other.
  func drawDivergences(into scene: inout Scene) {
    var row = 0.0
    for line in chart.lines where !line.isPlan {
      guard let index = line.track.divergence else { continue }
      let x = line.placement.x(line.track.x(at: index))
      let forms = chart.divergenceForms(line, x).filter { scale.width($0) <= plot.width }
      guard isInside(x), let text = forms.first else { continue }
      let place = min(frame.left(of: x), plot.maxX - scale.width(text))
      let y = plot.y + (0.8 + 1.2 * row) * scale.small
      scene.write(SceneText(text, at: ScenePoint(place, y), size: scale.small, Ink(line.style), isBold: true))
      row += 1
    }
  }

  /// A rule, and a dot where it meets each line.
  func drawCursor(into scene: inout Scene) {
    guard let cursor = chart.cursor, isInside(cursor) else { return }
    let x = frame.left(of: cursor)
    scene.line(ScenePoint(x, plot.y), ScenePoint(x, plot.maxY), Stroke(Ink(.accent), width: scale.thin))
    for line in chart.lines {
      guard let value = line.value(at: cursor), frame.y.canShow(value) else { continue }
      let y = frame.top(of: value)
      guard y >= plot.y - 1, y <= plot.maxY + 1 else { continue }
      scene.add(.discs([ScenePoint(x, y)], radius: 0.24 * scale.font, Ink(line.style)))
    }
  }
}
