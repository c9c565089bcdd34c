import Canvas
import Lab
import Pictures
import Terminal
import Training

/// The lab's screen after training, made without a terminal.
struct LabSnapshot {
  static let standardSize = Size(width: 120, height: 40)

  private var lab: Lab

  init(_ lab: Lab, size: Size) {
    self.lab = lab
    _ = self.lab.update(.resize(size))
  }

  /// Trains all panes to the end, those of a session to where they were, and writes the frame: a picture for `.svg` and `.png`, else characters.
  ///
  /// Opens the output first, so that an unwritable path fails before training starts.
  func write(to path: String, colors: ColorMode) throws(CommandError) {
    try OutputFile.write(to: path) { (sink) throws(CommandError) in
      let lab = try labAfterTraining()
      if let file = PictureFile(path) {
        return try file.write(Scene(lab.picture), theme: lab.display.theme, into: &sink)
      }
      let text = ANSIText(colors == .always ? .xterm256 : .none, theme: lab.display.theme)
      try sink.write(text.text(lab.frame))
    }
  }

  private func labAfterTraining() throws(CommandError) -> Lab {
    var trained = self
    for effect in trained.lab.launch() {
      switch effect {
      case .run(let id, .start(let configuration, _)):
        try trained.train(id, RunRecipe(configuration, epoch: configuration.epochs))
      case .run(let id, .resume(let recipe, _, _, _)): try trained.train(id, recipe)
      case .session(.makeGhost(let id, let recipe)):
        _ = trained.lab.update(.ghost(id, recipe, (try? recipe.run().records) ?? []))
      default: break
      }
    }
    while trained.lab.isPlanning { _ = trained.lab.update(.plan(steps: .max)) }
    var notes = NoteLog()
    notes.print(trained.lab.panes.flatMap(\.notes))
    return trained.lab
  }

  private mutating func train(_ id: PaneID, _ recipe: RunRecipe) throws(CommandError) {
    do {
      let (run, records) = try recipe.run()
      _ = lab.update(.run(id, RunReport(records: records, state: run.isFinished ? .done : .paused)))
    } catch {
      throw .usage("\(recipe.configuration.schedule.spec): \(error.message)")
    }
  }
}
