import LRSchedulers
import TestSupport
import Testing
import Training

@testable import Lab

/// The panel that turns samples, batches and epochs into steps.
@Suite struct UnitsPanelTests {
  private func lab(
    _ specs: [String] = ["CosineAnnealingLR(T_max=50)"], _ width: Int = 80, _ height: Int = 24,
    interval: Interval = .step, digits: Bool = true
  ) throws -> Lab {
    var lab = try LabSamples.lab(specs, width, height, epochs: 15, of: 40, interval: interval)
    if digits { for index in lab.panes.indices { lab.edit(index) { $0.configuration.workload = "digits" } } }
    lab.press("U")
    return lab
  }

  private func panel(_ lab: Lab) throws -> UnitsPanel {
    guard case .units(let panel) = lab.mode else { throw NoPanel() }
    return panel
  }

  private struct NoPanel: Error {}

  @Test func at80x24() throws {
    var lab = try lab(digits: false)
    lab.press("1437⏎↓↓→")
    expectFrame(
      lab.frame,
      """
       lrviz · quadratic · SGD()          ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ┏ ▶ 1 CosineAnnealingLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃     │                                                                        ┃
      ┃ 0.10┤⠉⠲⡀           ⢀⠖⠉⠓⣄            ⠤⠁⠑⢂⡀           ⢀⠒⠁⠡⠄            ⠄⠁      ┃
      ┃     │  ⠙⡄         ⢠⠋   ⠈⢆          ⡒    ⠠⡀         ⡠⠁   ⠐⡂          ⠊        ┃
      ┃┏━ units: from samples to steps ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓┃
      ┃┃   samples                1,437  of the training set                        ┃┃
      ┃┃   batch                     32  per-device batch size                      ┃┃
      ┃┃ ▸ accumulation               2  gradient accumulation                      ┃┃
      ┃┃   devices                    1  that share the samples of an epoch         ┃┃
      ┃┃   global batch              64  batch × accumulation × devices: one step   ┃┃
      ┃┃   epochs                    40  of the whole training                      ┃┃
      ┃┃   drop_last              False  whether a last batch not full is left out  ┃┃
      ┃┃                                                                            ┃┃
      ┃┃ 1,437 samples / (batch 32 × accumulation 2 × devices 1) = 23 steps/epoch × ┃┃
      ┃┃ 40 epochs = 920 steps                                                      ┃┃
      ┃┃ warm-up  1% 10  3% 28  5% 46  10% 92  1 epoch 23  5 epochs 115             ┃┃
      ┃┃ Enter: T_max 50 → 920 in pane 1                                            ┃┃
      ┃┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛┃
      ┃base lr=0.1  ▸T_max=50  eta_min=0.0                                           ┃
      ┃! rises again from step 52 on, after T_max=50                                 ┃
      ┃                                                                              ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       Enter apply  ←→ change  ↑↓ parameter  = type  F1 help       q quit  Esc cancel
      """)
  }

  @Test func aNumberThatCannotBeAt80x24() throws {
    var lab = try lab(digits: false)
    lab.press("↓=⌫⌫0⏎")
    expectFrame(
      lab.frame,
      """
       lrviz · quadratic · SGD()          ─ lr  ─ train  ╌ val  ▶ running  10/s  live
      ┏ ▶ 1 CosineAnnealingLR ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
      ┃     │                                                                        ┃
      ┃ 0.10┤⠉⠲⡀           ⢀⠖⠉⠓⣄            ⠤⠁⠑⢂⡀           ⢀⠒⠁⠡⠄            ⠄⠁      ┃
      ┃     │  ⠙⡄         ⢠⠋   ⠈⢆          ⡒    ⠠⡀         ⡠⠁   ⠐⡂          ⠊        ┃
      ┃     │   ⠘⡄       ⢠⠃     ⠈⢆        ⡊      ⠠⡀       ⡠⠂     ⠈⡂        ⠊         ┃
      ┃┏━ units: from samples to steps ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓┃
      ┃┃   samples                  320  of the training set                        ┃┃
      ┃┃ ▸ batch         0                                                          ┃┃
      ┃┃   accumulation               1  gradient accumulation                      ┃┃
      ┃┃   devices                    1  that share the samples of an epoch         ┃┃
      ┃┃   global batch              32  batch × accumulation × devices: one step   ┃┃
      ┃┃   epochs                    40  of the whole training                      ┃┃
      ┃┃   drop_last              False  whether a last batch not full is left out  ┃┃
      ┃┃                                                                            ┃┃
      ┃┃ batch must be a whole number from 1 to 1000000000000000, but got 0         ┃┃
      ┃┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛┃
      ┃epoch         5       10      15      20       25      30      35     40      ┃
      ┃epoch 15/40  step 150/400  lr 9.87e-05  train 0.0625  val 0.1250  acc 93.8%   ┃
      ┃base lr=0.1  ▸T_max=50  eta_min=0.0                                           ┃
      ┃! rises again from step 52 on, after T_max=50                                 ┃
      ┃                                                                              ┃
      ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
       ! not valid: fix it, or Esc keeps the old value   Enter apply       Esc cancel
      """)
  }

  @Test func itOpensWithThePanesOwnRun() throws {
    #expect(try panel(lab()).units == TrainingUnits(samples: 1437, batchSize: 32, epochs: 40))
    #expect(
      try panel(lab(digits: false)).units == TrainingUnits(samples: 320, batchSize: 32, epochs: 40))
  }

  @Test func keysChangeEveryNumber() throws {
    var lab = try lab()
    lab.press("→↓→↓→↓→L↓↓H↓→")
    #expect(
      try panel(lab).units
        == TrainingUnits(
          samples: 2000, batchSize: 64, accumulation: 2, devices: 12, epochs: 30, dropsLast: true))
    lab.press("⌫")
    #expect(try panel(lab).units == TrainingUnits(samples: 1437, batchSize: 32, epochs: 40))
    lab.press("↑5_000⏎↑↑=⌫8⏎")
    #expect(try panel(lab).units == TrainingUnits(samples: 1437, batchSize: 32, devices: 8, epochs: 5000))
    lab.press("⎋U")
    #expect(try panel(lab).units.devices == 8, "the panel keeps its numbers")
  }

  @Test func aGlobalBatchIsSharedOut() throws {
    var lab = try lab()
    lab.press("↓↓↓=⌫8⏎↓=1024⏎")
    #expect(try panel(lab).units == TrainingUnits(samples: 1437, batchSize: 128, devices: 8, epochs: 40))
    lab.press("→")
    #expect(try panel(lab).units.batchSize == 256)
    lab.press("=1001⏎")
    #expect(
      try panel(lab).entry?.error?.message
        == "a global batch of 1001 cannot be shared evenly by 8 devices × accumulation 1")
    lab.press("⎋")
    #expect(try panel(lab).units.batchSize == 256)
  }

  @Test func whatGoesNoFurtherSaysSo() throws {
    var lab = try lab()
    lab.press("↓↓←")
    #expect(lab.notice == Notice(text: "accumulation cannot go below 1", isRefusal: true))
    lab.press("↓↓↓↓=")
    #expect(lab.notice?.text == "drop_last is True or False; left and right change it")
    lab.press("x")
    #expect(lab.notice?.text == "x is not used in the units (Esc leaves the units)")
  }

  @Test(arguments: [
    ("0", "samples must be a whole number from 1 to 1000000000000000, but got 0"),
    ("1.5", "samples must be a whole number from 1 to 1000000000000000, but got 1.5"),
    (
      "9" + String(repeating: "0", count: 30),
      "samples must be a whole number from 1 to 1000000000000000, but got 9"
    ),
    ("1/0", "division by zero"),
    ("1437 samples", "but got 'samples'"),
  ])
  func nonsenseIsRefused(text: String, message: String) throws {
    var lab = try lab()
    lab.press(text + "⏎")
    let error = try #require(try panel(lab).entry?.error)
    #expect(error.message.contains(message), "\(error.message)")
    lab.press("⎋")
    #expect(try panel(lab).entry == nil && panel(lab).units.samples == 1437)
  }

  @Test func enterPutsTheTotalIntoTheParameterThatCountsIt() throws {
    var lab = try lab(["OneCycleLR(0.1, total_steps=400)"])
    let effects = lab.press("⏎")
    #expect(lab.specs == ["OneCycleLR(max_lr=0.1, total_steps=1800)"] && effects.count == 1)
    #expect(
      lab.notice?.text == """
        total_steps 400 → 1800 from epoch 16 on; OneCycleLR fixed its phases when it was built: total_steps no longer moves \
        them
        """)
    lab.press("u")
    #expect(lab.specs == ["OneCycleLR(max_lr=0.1, total_steps=400)"])
  }

  /// The last phase has what the others leave.
  @Test func phasesShareTheTotal() throws {
    var lab = try lab(["SequentialLR([LinearLR(total_iters=180), CosineAnnealingLR(9)], [180])"])
    lab.press("⏎")
    #expect(lab.specs[0].contains("CosineAnnealingLR(T_max=1620)"), "\(lab.specs[0])")
    lab.press("U=⌫⌫⌫⌫64⏎⏎")
    #expect(
      lab.notice?.text == "the phase of schedulers[1].T_max begins at step 181, after the last of 80")
  }

  @Test func orSaysWhyNot() throws {
    var lab = try lab(["StepLR(10)"])
    lab.press("⏎")
    #expect(
      lab.notice == Notice(text: "StepLR has no parameter that counts the steps of the run", isRefusal: true))
    lab = try self.lab(interval: .epoch)
    lab.press("⏎")
    #expect(
      lab.notice?.text == "T_max counts epochs, as this scheduler steps once an epoch; I changes that")
    #expect(lab.specs == ["CosineAnnealingLR(T_max=50)"])
    lab.press("↓=⌫⌫5000⏎↓↓↓↓↓→⏎")
    #expect(lab.notice?.text.hasPrefix("1437 samples do not fill one batch of 5000") == true)
  }

  /// Whatever the size, it draws without trapping and stays inside.
  @Test func everySizeIsDrawn() throws {
    for (width, height) in [(40, 10), (41, 12), (60, 14), (200, 60)] {
      let frame = try lab(width == 40 ? ["StepLR(10)"] : ["ExponentialLR(0.9)"], width, height).frame
      #expect(frame.text.contains("samples"), "\(width)x\(height)")
    }
  }
}
