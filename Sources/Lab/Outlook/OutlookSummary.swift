/// What there is to say of the forecasts of several panes, in few sentences: what keeps some from being made, and which
/// caveats the others have.
struct OutlookSummary {
  /// Of each pane; nil where none is asked for.
  private let states: [OutlookState?]

  init(_ states: [OutlookState?]) { self.states = states }

  var lines: [String] { waiting + refusals + caveats }

  private var waiting: [String] {
    states.contains(.waiting) ? ["forecasts are being made"] : []
  }

  /// `no forecast of 1, 3: it takes 20 finite losses`
  private var refusals: [String] {
    grouped { state in
      if case .refused(let reason) = state { [reason] } else { [] }
    }
    .map { "no forecast of \($0.numbers): \($0.words)" }
  }

  /// `law_does_not_fit (1, 2), noisy (2); E says more of a pane`
  private var caveats: [String] {
    let codes = grouped { state in
      if case .found(let outlook) = state { outlook.caveats.map(\.code) } else { [] }
    }
    guard !codes.isEmpty else { return [] }
    return [codes.map { "\($0.words) (\($0.numbers))" }.joined(separator: ", ") + "; E says more of a pane"]
  }

  /// The same words of several panes once, with the numbers of these.
  private func grouped(_ words: (OutlookState) -> [String]) -> [(words: String, numbers: String)] {
    var groups: [(words: String, panes: [Int])] = []
    for (index, state) in states.enumerated() {
      for word in state.map(words) ?? [] {
        if let place = groups.firstIndex(where: { $0.words == word }) {
          if groups[place].panes.last != index + 1 { groups[place].panes.append(index + 1) }
        } else {
          groups.append((word, [index + 1]))
        }
      }
    }
    return groups.map { ($0.words, $0.panes.map(String.init).joined(separator: ", ")) }
  }
}
