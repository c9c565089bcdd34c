import LRSchedulers

/// What the arrow keys can change in a pane: the optimizer's rate, or an argument of the scheduler.
enum ParameterSlot: Sendable, Equatable {
  case lr
  case argument(ParameterDeclaration)

  var name: String {
    switch self {
    case .lr: "lr"
    case .argument(let declaration): declaration.name
    }
  }
}

extension Pane {
  /// The rate first. `last_epoch` only when it is used: nobody resumes a checkpoint in the lab by accident.
  var slots: [ParameterSlot] {
    let shown = schedule.entry.parameters.filter { parameter in
      parameter.name != "last_epoch" || schedule.value(of: parameter.name) != parameter.default
    }
    return [.lr] + shown.map(ParameterSlot.argument)
  }

  /// Schedulers differ in how many parameters they have; the selection stays within.
  func selectedIndex(in slots: [ParameterSlot]) -> Int { min(max(selection, 0), slots.count - 1) }

  var selectedIndex: Int { selectedIndex(in: slots) }

  var selectedSlot: ParameterSlot {
    let slots = slots
    return slots[selectedIndex(in: slots)]
  }
}
