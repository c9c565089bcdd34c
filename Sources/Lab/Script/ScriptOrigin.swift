import LRSchedulers
import Training

/// Where a pane's schedule was read from, and what was taken from there and from outside.
package struct ScriptOrigin: Sendable, Equatable {
  package let document: ScriptDocument
  /// What was known besides the text: answers, rates, lengths.
  package let options: ScriptOptions
  /// The schedule as it was found.
  package let pasted: PastedSchedule
  /// Which of the schedules of the text it is, counted from 1, and how many there are.
  package let number: Int
  let count: Int
  /// What was decided, and what came from where: `epochs=90 from --epochs`.
  package let assumed: [String]
  /// What a reader should know.
  let notes: [String]

  /// - Parameters:
  ///   - index: the place in `all`, counted from 0.
  ///   - asked: the rates and the optimizer that were asked for and win over the text's.
  package init(
    _ document: ScriptDocument, _ options: ScriptOptions, _ index: Int, of all: [PastedSchedule],
    asked: (lrs: [Double]?, optimizer: OptimizerConfiguration?) = (nil, nil)
  ) {
    let pasted = all[index]
    self.document = document
    self.options = options
    self.pasted = pasted
    (number, count) = (index + 1, all.count)
    let setup = PastedSetup(pasted, place: document.place)
    assumed =
      pasted.assumed(place: document.place)
      + setup.assumed(winsRates: asked.lrs == nil, winsOptimizer: asked.optimizer == nil)
    notes =
      pasted.notes
      + setup.notes(
        asked: asked.lrs, optimizer: asked.optimizer, standard: options.defaultLRs.first ?? 0.1)
      + pasted.changes.map { change in
        let words = "\(change.name)=\(change.value.python), set after it is built, is "
        let isTaken = (try? pasted.schedule.setting(change.name, to: change.value)) != nil
        return words + (isTaken ? "taken as an argument" : "left out")
      }
  }

  /// Where it stands: `train.py:41`, and which of several it is.
  var title: String {
    let place = document.title(at: pasted.line)
    return count > 1 ? "\(place) \(number)/\(count)" : place
  }

  /// All that was taken, on one line; nil where nothing was.
  var assumption: String? { assumed.isEmpty ? nil : "taken: " + assumed.joined(separator: "; ") }
}

extension ScriptOrigin {
  /// The schedule with what is set after it is built, as far as the scheduler can be built with it.
  var schedule: Schedule {
    pasted.changes.reduce(pasted.schedule) { schedule, change in
      (try? schedule.setting(change.name, to: change.value)) ?? schedule
    }
  }

  /// What the text says of the scheduler's steps; nil where it says nothing.
  var interval: Interval? { pasted.stepsPerBatch.map { $0 ? .step : .epoch } }

  /// Whether it is a text that one comes back to: more than a call that was typed.
  package var isScript: Bool { document.file != nil || !document.isOneLine || !options.definitions.isEmpty }
}
