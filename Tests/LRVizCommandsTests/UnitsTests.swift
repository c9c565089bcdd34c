import TestSupport
import Testing

/// `lrviz units`, and steps in `print` and `plot`.
@Suite("Steps and epochs without a terminal")
struct UnitsTests {
  @Test("units says the calculation, of the workload where nothing is given")
  func text() throws {
    let line =
      "1,437 samples / (batch 32 × accumulation 1 × devices 1) = 45 steps/epoch × 100 epochs = 4,500 steps\n"
    #expect(
      try Program.run(["units"]).output == line
        + "warm-up  1% 45  3% 135  5% 225  10% 450  1 epoch 45  5 epochs 225\n")
    #expect(
      try Program.run(["units"], environment: ["LC_ALL": "C"]).output.allSatisfy { $0.isASCII })
  }

  @Test("units as JSON")
  func unitsAsJSON() throws {
    let arguments = [
      "units", "--samples", "1281167", "--batch-size", "256", "--devices=8", "--accumulation", "2",
      "--epochs", "90", "--drop-last", "--format", "json",
    ]
    #expect(
      try Program.run(arguments).output == """
        {"samples": 1281167, "batch_size": 256, "accumulation": 2, "devices": 8, "global_batch": 4096, "epochs": 90, "drop_last": true, \
        "batches_per_epoch": 625, "steps_per_epoch": 313, "steps": 28170}

        """)
  }

  @Test(
    "units refuses what makes no sense",
    arguments: [
      (["--samples", "0"], "from 1 to 1000000000000000"), (["--batch-size", "-1"], "from 1 to"),
      (["--devices", "1e3"], "from 1 to"), (["--epochs", "9999999999999999999999"], "from 1 to"),
      (["--batch-size", "1000000000000000", "--devices", "1000000000000000"], "is more than"),
      (["--batch-size", "5000", "--drop-last"], "do not fill one batch"),
      (["--workload", "mnist"], "unknown workload 'mnist'"),
    ])
  func refused(arguments: [String], message: String) throws {
    let outcome = try Program.run(["units"] + arguments)
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("a global batch is shared by the devices; warm-ups and rates follow from it")
  func globalBatch() throws {
    let arguments = [
      "units", "--samples", "1281167", "--global-batch", "1024", "--devices", "8", "--epochs", "90",
    ]
    #expect(
      try Program.run(arguments + ["--warmup", "5epochs", "--lr", "0.1", "--base-batch", "256"]).output == """
        1,281,167 samples / (batch 128 × accumulation 1 × devices 8) = 1,252 steps/epoch × 90 epochs = 112,680 steps
        global batch 1,024
        warm-up  6,260 steps = 5 epochs = 5.556% of all steps
        lr  0.1 at a batch of 256  linear 0.4  square root 0.2

        """)
    let json = try Program.run(
      arguments + ["--warmup", "0.5%", "--lr", "0.1", "--base-batch", "256", "--format", "json"]
    ).output
    #expect(
      json.hasSuffix("\"warmup_steps\": 564, \"lr_linear\": 0.4, \"lr_square_root\": 0.2}\n"), "\(json)")
  }

  @Test(
    "options for the global batch that do not go together",
    arguments: [
      (["units", "--global-batch", "1000", "--devices", "3"], "cannot be shared evenly by 3 devices"),
      (["units", "--global-batch", "64", "--batch-size", "32"], "is 64 on each device, not --batch-size 32"),
      (["units", "--lr", "0.1"], "--lr and --base-batch go together"),
      (["units", "--warmup", "soon"], "expected a warm-up such as 500, 5epochs or 3%, but got 'soon'"),
      (["units", "--warmup", "200%"], "expected a warm-up"),
      (["print", "StepLR(2)", "--interval", "step", "--devices", "8"], "follow from --samples"),
      (["print", "StepLR(2)", "--interval", "step", "--samples", "80"], "needs --global-batch"),
      (
        [
          "plot", "StepLR(2)", "--samples", "80", "--batch-size", "8", "--steps-per-epoch", "9",
        ], "the samples make 10 steps"
      ),
    ])
  func globalBatchRefused(arguments: [String], message: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("samples and batches are as good as --steps-per-epoch", arguments: ["print", "plot"])
  func samples(verb: String) throws {
    let counted = ["--samples", "20", "--global-batch", "10", "--devices", "5"]
    #expect(
      try Program.run([verb] + Self.steps + counted).output == Program.run([verb] + Self.both).output)
  }

  private static let steps = ["StepLR(2)", "--interval", "step", "--epochs", "5"]
  private static let both = steps + ["--steps-per-epoch", "2"]

  /// Nothing but the names changes: --epochs counts the scheduler's steps.
  @Test(
    "print counts steps, and epochs where it is said how long they are",
    arguments: [
      (["--format", "csv"], "step,lr\n1,0.1\n", "step,epoch,lr\n1,1,0.1\n"),
      (["--format", "tutorial"], "Step 1, Current LR: 1.00e-01\n", "Step 1, Current LR: 1.00e-01\n"),
      (
        ["--format", "jsonl"],
        "{\"schedule\": 1, \"spec\": \"StepLR(step_size=2)\", \"step\": 1, \"lr\": [0.1]",
        "{\"schedule\": 1, \"spec\": \"StepLR(step_size=2)\", \"step\": 1, \"epoch\": 1, \"lr\": [0.1]"
      ),
      (
        [], "    step            lr\n       1           0.1\n",
        "    step   epoch            lr\n       1       1           0.1\n"
      ),
    ])
  func printed(format: [String], steps: String, both: String) throws {
    #expect(try Program.run(["print"] + Self.steps + format).output.hasPrefix(steps))
    #expect(try Program.run(["print"] + Self.both + format).output.hasPrefix(both))
  }

  @Test("the rates are those of as many epochs, the events tell step and epoch")
  func json() throws {
    let epochs = try Program.run(["print", "StepLR(2)", "--epochs", "5", "--format", "json"]).output
    let steps = try Program.run(["print"] + Self.both + ["--format", "json"]).output
    let rates = try #require(epochs.split(separator: "\"lrs\": ").last?.prefix { $0 != "e" })
    #expect(
      steps.contains("\"interval\": \"step\", \"epochs\": 5, \"steps_per_epoch\": 2, \"lrs\": \(rates)"))
    #expect(epochs.contains("\"interval\": \"epoch\", \"epochs\": 5, \"lrs\""))
    #expect(steps.contains("{\"epoch\": 2, \"step\": 3, \"kind\": \"decay\""))
    #expect(!epochs.contains("step\":"))
  }

  @Test("plot has a second ruler")
  func plot() throws {
    let arguments = [
      "OneCycleLR(0.1, total_steps=90)", "--epochs", "90", "--size", "50x12", "--steps-per-epoch", "9",
    ]
    expectFrame(
      try Program.run(["plot", "--interval", "step"] + arguments).output,
      """
      OneCycleLR(max_lr=0.1, total_steps=90)
       0.10┤          ⢀⠎⠉⠉⠉⠑⠒⠤⢄⡀
           │         ⡔⠁        ⠈⠑⠢⢄
           │       ⢀⠜              ⠉⠢⣀
           │      ⢀⠎                  ⠑⠤⡀
       0.05┤     ⢠⠊                     ⠈⠒⢄
           │    ⡠⠃                         ⠉⢢⡀
           │  ⢀⠔⠁                            ⠈⠒⠤⣀
       0.00┤⠤⠒⠁                                  ⠉⠒⠢⠤⣀⣀⣀
           └┬────────┬─────────┬─────────┬────────┬────┬
       step 1        20        40        60       80  90
      epoch         2        4        6       8       10
      """)
    expectFrame(
      try Program.run(["plot"] + arguments).output,
      """
      OneCycleLR(max_lr=0.1, total_steps=90)
       0.10┤          ⢀⠎⠉⠉⠉⠑⠒⠤⢄⡀
           │         ⡔⠁        ⠈⠑⠢⢄
           │       ⢀⠜              ⠉⠢⣀
           │      ⢀⠎                  ⠑⠤⡀
       0.05┤     ⢠⠊                     ⠈⠒⢄
           │    ⡠⠃                         ⠉⢢⡀
           │  ⢀⠔⠁                            ⠈⠒⠤⣀
       0.00┤⠤⠒⠁                                  ⠉⠒⠢⠤⣀⣀⣀
           └┬────────┬─────────┬─────────┬────────┬────┬
      epoch 1        20        40        60       80  90
       step 9        200        400        600       810
      """)
  }

  @Test(
    "Steps that make no sense are refused",
    arguments: [
      (["print", "--steps-per-epoch", "3"], "goes with --interval step"),
      (["print", "--interval", "batch"], "expected one of epoch, step"),
      (["plot", "--interval", "step", "--steps-per-epoch", "0"], "from 1 to"),
      (["plot", "--interval", "step", "--steps-per-epoch=-5"], "from 1 to"),
      (["print", "--interval", "step", "--steps-per-epoch", "1e9"], "from 1 to"),
    ])
  func refusedSteps(arguments: [String], message: String) throws {
    let outcome = try Program.run(arguments + ["StepLR(2)"])
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test(
    "Errors speak of steps where steps are counted, and of epochs elsewhere",
    arguments: [
      (["OneCycleLR(0.1, total_steps=3)"], "in the scheduler's step after epoch 4: Tried to step 4 times"),
      (["StepLR(3)", "--set", "9:gamma=0.5"], "expected an EPOCH from 0 to 8, as there are 9 epochs"),
      (
        ["ReduceLROnPlateau()", "--metrics", "lambda e: 1 / (2 - e)"],
        "--metrics, at epoch 2: division by zero"
      ),
      (["PolynomialLR(9)", "--set", "1:total_iters=0"], "the closed form ends before epoch 2"),
    ])
  func countedInMessages(arguments: [String], message: String) throws {
    let inSteps = message.replacing("an EPOCH", with: "a STEP").replacing("epoch", with: "step")
    for verb in ["print", "plot"] {
      let (epochs, steps) = (
        try Program.run([verb] + arguments + ["--epochs", "9"]).errors,
        try Program.run([verb] + arguments + ["--epochs", "9", "--interval", "step"]).errors
      )
      #expect(epochs.contains(message), "\(epochs)")
      #expect(steps.contains(inSteps), "\(steps)")
    }
  }

  private static let pasted = "OneCycleLR(opt, max_lr=0.01, epochs=2, steps_per_epoch=len(loader))"

  @Test("the length of a loader is given by the option, or by the workload")
  func loaderLength() throws {
    let spelled = "OneCycleLR(max_lr=0.01, epochs=2, steps_per_epoch=45)"
    for verb in [["print"], ["plot"], ["code"], ["print", "--interval", "step"]] {
      let given = try Program.run(verb + [Self.pasted, "--epochs", "9", "--steps-per-epoch", "45"])
      #expect(given.status == 0, "\(given.errors)")
      if verb == ["print"] {
        #expect(given.output == (try Program.run(["print", spelled, "--epochs", "9"]).output))
      }
      let missing = try Program.run(verb + [Self.pasted])
      #expect(missing.status == 64 && missing.output.isEmpty)
      #expect(
        missing.errors.contains(
          "column 56: len(loader) is not known; write the number, or a line 'steps_per_epoch = 100' above, "
            + "or give --steps-per-epoch 100\n"), "\(missing.errors)")
    }
    let trained = try Program.run(["train", Self.pasted, "--epochs", "1", "--format", "jsonl"])
    #expect(trained.output.contains("\"spec\": \"\(spelled)\""), "\(trained.errors)")
    let other = try Program.run([
      "train", Self.pasted, "--epochs", "1", "--format", "jsonl", "--batch-size", "100",
    ])
    #expect(other.output.contains("steps_per_epoch=15"), "\(other.errors)")
    let unknown = try Program.run(["train", Self.pasted, "--workload", "digit"])
    #expect(unknown.errors.contains("unknown workload 'digit'"))
  }

  @Test("code is as long as its epochs are said to be")
  func codeInSteps() throws {
    let code = { (arguments: [String]) in
      try Program.run(["code", "--interval", "step"] + arguments).output
    }
    let said = try code(["StepLR(3)", "--steps-per-epoch", "45"])
    #expect(said.contains("\nsteps_per_epoch = 45  #") && said.contains("in range(steps_per_epoch)]"))
    #expect(try code(["StepLR(3)"]).contains("\nsteps_per_epoch = 8  #"))
    #expect(try code(["OneCycleLR(0.1, epochs=2, steps_per_epoch=9)"]).contains("\nsteps_per_epoch = 9  #"))
    let table = try code([
      "CosineAnnealingLR(50)", "--format", "keras", "--epochs", "2", "--steps-per-epoch", "600",
    ])
    #expect(table.contains("1200 rates"), "\(table)")
    let refused = try Program.run(["code", "StepLR(3)", "--steps-per-epoch", "0"])
    #expect(refused.status == 64 && refused.errors.contains("from 1 to"))
  }

  @Test("the option is advised only where it would help")
  func noVainAdvice() throws {
    for spec in ["StepLR(n)", "StepLR(len(dataset))", "OneCycleLR(0.1, epochs=3, steps_per_epoch=n)"] {
      #expect(!(try Program.run(["print", spec]).errors.contains("--steps-per-epoch")))
    }
  }
}
