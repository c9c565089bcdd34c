import Canvas

/// Things to say on one line, of which a narrow line says the most important ones in their shortest form. Nothing is
/// ever cut in the middle.
struct FieldLine: Sendable {
  struct Field: Sendable {
    /// Longest first.
    var forms: [StyledText]
    /// What stays longest is highest.
    var priority: Int
    /// Fields less important than this are dropped before this one takes a shorter form.
    var shortening: Int

    init(_ priority: Int, shortening: Int = 0, _ forms: StyledText...) {
      self.forms = forms
      self.priority = priority
      self.shortening = shortening
    }
  }

  var fields: [Field]
  var separator = StyledText("  ")

  init(_ fields: [Field], separator: StyledText = StyledText("  ")) {
    self.fields = fields
    self.separator = separator
  }

  /// The line in at most `width` columns: fields are shortened from the least important on, then dropped likewise.
  func fitted(_ width: Int) -> StyledText {
    var chosen = fields.filter { !$0.forms.isEmpty }
    // As a rule everything fits: the rest is for narrow lines.
    if total(chosen) <= width { return joined(chosen) }
    while total(chosen) > width, let least = chosen.indices.min(by: { cost(chosen[$0]) < cost(chosen[$1]) }) {
      if chosen[least].forms.count > 1 {
        chosen[least].forms.removeFirst()
      } else {
        chosen.remove(at: least)
      }
    }
    return joined(regrown(chosen, width))
  }

  /// What is lost by making a field shorter, or dropping it when it has no shorter form.
  private func cost(_ field: Field) -> (Int, Int) {
    field.forms.count > 1 ? (field.shortening, field.priority) : (field.priority, field.priority)
  }

  /// Gives back longer forms that fit after others were dropped, the most important first.
  private func regrown(_ shortened: [Field], _ width: Int) -> [Field] {
    var chosen = shortened
    for index in chosen.indices.sorted(by: { chosen[$0].priority > chosen[$1].priority }) {
      guard let original = fields.first(where: { $0.priority == chosen[index].priority }) else { continue }
      for form in original.forms {
        var attempt = chosen
        attempt[index].forms = [form]
        guard total(attempt) <= width else { continue }
        chosen = attempt
        break
      }
    }
    return chosen
  }

  private func total(_ chosen: [Field]) -> Int {
    chosen.reduce(0) { $0 + ($1.forms.first?.width ?? 0) } + max(0, chosen.count - 1) * separator.width
  }

  private func joined(_ chosen: [Field]) -> StyledText {
    var spans: [Span] = []
    for (index, field) in chosen.enumerated() {
      if index > 0 { spans += separator.spans }
      spans += field.forms.first?.spans ?? []
    }
    return StyledText(spans)
  }
}
