extension Lab {
  /// Puts the panes in the order of their results, the best first.
  mutating func sortPanes() -> [LabEffect] {
    let ranking = Ranking(panes.map(\.result))
    guard ranking.hasWinner else {
      refuse(panes.count > 1 ? "no pane has a loss to be sorted by" : "there is only one pane")
      return []
    }
    guard ranking.order != Array(panes.indices) else {
      say("the panes are in the order of their results")
      return []
    }
    return rearrange("panes sorted") { lab in
      let focused = lab.focusedPane.id
      lab.panes = ranking.order.map { lab.panes[$0] }
      lab.focus = lab.panes.firstIndex { $0.id == focused } ?? 0
      lab.say("sorted by the lowest loss: \(lab.panes[0].heading) is first")
      return []
    }
  }

  /// Moves the focused pane before or behind its neighbor.
  mutating func movePane(by steps: Int) -> [LabEffect] {
    let target = focus + steps
    guard panes.indices.contains(target) else {
      refuse("pane \(focus + 1) is the \(steps < 0 ? "first" : "last")")
      return []
    }
    return rearrange("pane \(focus + 1) moved") { lab in
      lab.panes.swapAt(lab.focus, target)
      lab.focus = target
      lab.say("pane \(target - steps + 1) is now pane \(target + 1)")
      return []
    }
  }
}
