import Canvas

/// Parts side by side, of which a narrow line shows those around one.
struct ParameterStrip {
  let parts: [StyledText]
  /// The member each part belongs to.
  let places: [[Int]]

  /// - Parameter forms: what stands before the first part of each member, longest first.
  func fitted(_ width: Int, around selected: Int, heads forms: [[StyledText]]) -> StyledText {
    let heads = forms.first { room(selected...selected, $0) <= width } ?? forms[forms.count - 1]
    var first = selected
    while first > 0, room((first - 1)...selected, heads) <= width { first -= 1 }
    var last = selected
    while last + 1 < parts.count, room(first...(last + 1), heads) <= width { last += 1 }
    return joined(first...last, heads)
  }

  private func hasHead(_ index: Int, _ range: ClosedRange<Int>) -> Bool {
    index == range.lowerBound || places[index] != places[index - 1]
  }

  /// With the dots that stand for what is left out on either side.
  private func room(_ range: ClosedRange<Int>, _ heads: [StyledText]) -> Int {
    let dots = (range.lowerBound > 0 ? 2 : 0) + (range.upperBound < parts.count - 1 ? 2 : 0)
    let text = range.reduce(0) { $0 + parts[$1].width + (hasHead($1, range) ? heads[$1].width : 0) }
    return text + 2 * (range.count - 1) + dots
  }

  private func joined(_ range: ClosedRange<Int>, _ heads: [StyledText]) -> StyledText {
    let dots = Style(.muted)
    var spans = range.lowerBound > 0 ? [Span("… ", dots)] : []
    for index in range {
      if index > range.lowerBound { spans.append(Span("  ")) }
      if hasHead(index, range) { spans += heads[index].spans }
      spans += parts[index].spans
    }
    return StyledText(range.upperBound < parts.count - 1 ? spans + [Span(" …", dots)] : spans)
  }
}
