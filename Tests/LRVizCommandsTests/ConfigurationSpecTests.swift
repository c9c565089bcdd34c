import Foundation
import TestSupport
import Testing

/// Configurations of frameworks as SPECs of the commands.
@Suite struct ConfigurationSpecTests {
  private static let timm = "--sched cosine --epochs 4 --warmup-epochs 2 --lr 0.1"
  private static let trainer =
    "TrainingArguments(learning_rate=0.1, warmup_steps=0.1, num_train_epochs=3, per_device_train_batch_size=4, gradient_accumulation_steps=2)"

  private func file(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  @Test func aCommandLineIsASpecAlthoughItBeginsWithDashes() throws {
    let result = try Program.run(["print", Self.timm, "--steps-per-epoch", "1252", "--format", "csv"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("epoch,lr\n1,1e-05\n2,0.05000500000000001\n3,0.05\n"))
    #expect(result.output.split(separator: "\n").count == 5)
    let plan = try Program.run(["check", "missing.csv", "--plan", Self.timm])
    #expect(plan.errors.contains("missing.csv") && !plan.errors.contains("Unknown option"))
    let unknown = try Program.run(["print", "--sched", "cosine"])
    #expect(unknown.status == 64 && unknown.errors.contains("--sched"))
  }

  @Test func lengthIntervalAndRateAreTheConfigurations() throws {
    let result = try Program.run(["print", Self.trainer, "--samples", "30", "--format", "json"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\"interval\": \"step\", \"epochs\": 12, \"steps_per_epoch\": 4"))
    #expect(
      result.output.contains(
        "\"assumed\": [\"samples=30 from --samples\", \"AdamW(weight_decay=0.0), the default of TrainingArguments\"]"
      ))
    #expect(result.output.contains("\"lrs\": [[0.0, 0.05, 0.1, 0.09"))
    let rows = try Program.run(["print", Self.trainer, "--samples", "30", "--epochs", "3", "--format", "csv"])
    #expect(rows.output.split(separator: "\n").count == 4)
    let other = try Program.run([
      "print", Self.trainer, "--samples", "30", "--lr", "1", "--epochs", "3", "--format", "csv",
    ])
    #expect(
      other.output.hasSuffix("3,1,1.0\n") && other.errors.contains("learning_rate=0.1 is overruled by --lr"))
  }

  @Test func theRuleIsExplained() throws {
    let result = try Program.run(["print", Self.trainer, "--samples", "30", "--explain", "--format", "csv"])
    for line in [
      "TrainingArguments:", "updates of an epoch: ceil(ceil(30 / 4) / 2 batches an update) = 4",
      "updates: ceil(3 epochs x 4) = 12 steps", "warm-up: ceil(0.1 x 12) = 2 steps",
      "get_linear_schedule_with_warmup(num_warmup_steps=2, num_training_steps=12)",
    ] { #expect(result.errors.contains(line), "\(line) in \(result.errors)") }
  }

  @Test func whatStandsOutsideIsAskedForWithItsOptions() throws {
    let result = try Program.run(["print", Self.trainer, "--format", "json"])
    #expect(result.status == 64)
    #expect(result.errors.contains("the configuration leaves a name open:\n  samples  for steps of an epoch"))
    #expect(result.errors.contains("--samples …"))
    #expect(
      result.output.hasPrefix(
        "{\"missing\": [{\"name\": \"samples\", \"lines\": [], \"used_for\": \"steps of an epoch\""))
    let defined = try Program.run(["print", Self.trainer, "--define", "samples=30", "--format", "csv"])
    #expect(defined.status == 0 && defined.output.split(separator: "\n").count == 13)
  }

  @Test func anErrorHasTheLineOfTheKey() throws {
    let path = try file("args.yaml", "learning_rate: 1e-3\nlr_scheduler_type: cosin\nmax_steps: 10\n")
    let result = try Program.run(["print", path])
    #expect(result.status == 64)
    #expect(
      result.errors.contains("line 2, column 1: lr_scheduler_type is 'cosin'; expected one of linear, cosine")
    )
    #expect(result.errors.contains("did you mean 'cosine'?"))
    let library = try Program.run(["print", path, "--library", "nobody"])
    #expect(library.status == 64 && library.errors.contains("expected one of accelerate, axolotl"))
  }

  @Test func codeAndSpecAreWritten() throws {
    let spec = try Program.run(["code", Self.trainer, "--samples", "30", "--format", "spec"])
    #expect(spec.output == "get_linear_schedule_with_warmup(num_warmup_steps=2, num_training_steps=12)\n")
    let code = try Program.run(["code", Self.trainer, "--samples", "30"])
    #expect(
      code.status == 0 && code.output.contains("lr=0.1") && code.output.contains("for epoch in range(3)"),
      "\(code.errors)")
  }

  @Test func aRunIsJudgedByItsConfiguration() throws {
    let config = try file(
      "args.yaml", "learning_rate: 0.001\nlr_scheduler_type: linear\nmax_steps: 10\nwarmup_steps: 2\n")
    let rates = try Program.run(["print", config, "--format", "csv"])
    let log = try file("run.csv", rates.output)
    let good = try Program.run(["check", log, "--plan", config])
    #expect(good.status == 0, "\(good.output)\(good.errors)")
    let wrong = try file(
      "other.yaml", "learning_rate: 0.002\nlr_scheduler_type: linear\nmax_steps: 10\nwarmup_steps: 2\n")
    let bad = try Program.run(["check", log, "--plan", wrong, "--format", "json"])
    #expect(bad.status == 1 && bad.output.contains("\"verdict\": \"scaled\""), "\(bad.output)")
  }

  @Test func thePlanIsAsLongAsTheConfigurationSays() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent("plan.txt").path
    let result = try Program.run(["plan", Self.trainer, "--samples", "30", "--snapshot", path])
    #expect(result.status == 0, "\(result.errors)")
    let screen = try String(contentsOfFile: path, encoding: .utf8)
    #expect(screen.contains("get_linear_schedule_with_warmup"))
    #expect(screen.contains("3 epochs") || screen.contains("12 steps"), "\(screen)")
  }

  @Test func groupsOfUltralyticsAreThoseOfItsTable() throws {
    let result = try Program.run([
      "print", "lr0=0.01, lrf=0.01, epochs=2, warmup_epochs=1, optimizer='SGD'", "--steps-per-epoch", "2",
      "--format", "csv",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("step,epoch,lr"))
    #expect(result.output.contains("\n1,1,0.0,0.0,0.1,0.8,0.8,0.8\n"), "\(result.output)")
  }

  @Test func theOptimizerOfAConfigurationIsShownExportedAndWonOver() throws {
    let path = try file(
      "args.yaml",
      "learning_rate: 1e-3\nlr_scheduler_type: linear\nmax_steps: 4\noptim: adamw_torch\nweight_decay: 0.1\nadam_beta1: 0.8\n"
    )
    let json = try Program.run(["print", path, "--format", "json"])
    #expect(
      json.output.contains("\"optimizer\": \"AdamW(betas=(0.8, 0.999), weight_decay=0.1)\""), "\(json.output)"
    )
    #expect(json.output.contains("\"momenta\": [[0.8, 0.8, 0.8, 0.8]]"))
    #expect(json.errors.contains("from line 4"))
    let code = try Program.run(["code", path])
    #expect(code.output.contains("AdamW(model.parameters(), lr=0.001, betas=(0.8, 0.999), weight_decay=0.1)"))
    let other = try Program.run(["print", path, "--optimizer", "SGD(momentum=0.5)", "--format", "json"])
    #expect(other.output.contains("\"optimizer\": \"SGD(momentum=0.5)\""))
    #expect(other.errors.contains("wins over AdamW of line 4"))
    let strange = try file(
      "b.yaml", "learning_rate: 1e-3\nlr_scheduler_type: linear\nmax_steps: 4\noptim: lion_8bit\n")
    let named = try Program.run(["print", strange, "--format", "json"])
    #expect(named.output.contains("\"optimizer\": \"lion_8bit()\""))
    #expect(named.errors.contains("lion_8bit of line 4 cannot be trained with here: only its rates count"))
    #expect(named.output.contains("\"lrs\": [[0.001, 0.00075, 0.0005, 0.00025]]"))
  }

  @Test func filesBesideAConfigurationAreOpenedAndOthersAreNamed() throws {
    let path = try file("child.yaml", "_BASE_: bases/Base.yaml\nSOLVER:\n  STEPS: [3]\n")
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("bases"), withIntermediateDirectories: true)
    let base = folder.appendingPathComponent("bases/Base.yaml")
    try "SOLVER:\n  BASE_LR: 0.5\n  MAX_ITER: 6\n  WARMUP_ITERS: 0\n".write(
      to: base, atomically: true, encoding: .utf8)
    let opened = try Program.run(["print", path, "--format", "json"])
    #expect(
      opened.status == 0 && opened.output.contains("\"lrs\": [[0.5, 0.5, 0.5, 0.05"), "\(opened.errors)")
    for name in [
      "\(base.path)", "../../../../../../Base.yaml", "bases/Base.txt", "http://host/Base.yaml", "bases",
    ] {
      try "_BASE_: \(name)\nSOLVER:\n  STEPS: [3]\n".write(toFile: path, atomically: true, encoding: .utf8)
      let asked = try Program.run(["print", path, "--format", "json"])
      #expect(asked.status == 64 && asked.output.contains("SOLVER.BASE_LR"), "\(name): \(asked.output)")
      #expect(asked.errors.contains("as \(name) may say it"))
    }
  }

  @Test func planShowsAsManyStepsAsPrint() throws {
    let text = "TrainingArguments(learning_rate=0.1, max_steps=11, per_device_train_batch_size=8)"
    let rows = try Program.run(["print", text, "--samples", "56", "--format", "csv"])
    #expect(rows.output.split(separator: "\n").count == 12)
    let path = try file("plan.txt", "")
    let plan = try Program.run(["plan", text, "--samples", "56", "--snapshot", path])
    #expect(plan.status == 0, "\(plan.errors)")
    let screen = try String(contentsOfFile: path, encoding: .utf8)
    #expect(screen.contains("11 steps") && !screen.contains("rises again"), "\(screen)")
  }

  @Test func whatACallNeedsFromTheTrainingIsAmongTheMissing() throws {
    for (text, names) in [
      ("CosineParamScheduler(1, 0.1)", ["max_iter"]),
      ("CosineAnnealingWithWarmupScheduler(t_warmup='5ba')", ["max_duration", "steps_per_epoch"]),
      ("StepScheduler('2ep')", ["steps_per_epoch"]),
    ] {
      let asked = try Program.run(["print", text, "--format", "json"])
      #expect(asked.status == 64)
      for name in names {
        #expect(asked.output.contains("{\"name\": \"\(name)\", \"lines\": [1]"), "\(asked.output)")
      }
    }
    let given = try Program.run([
      "print", "StepScheduler('2ep')", "--steps-per-epoch", "4", "--format", "csv",
    ])
    #expect(given.status == 0, "\(given.errors)")
  }
}
