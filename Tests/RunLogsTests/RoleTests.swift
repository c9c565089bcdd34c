import LogFuzzing
import RunLogs
import Testing

/// Which of some names are the rate and the losses.
@Suite("Roles")
struct RoleTests {
  /// The roles of a table whose columns are so called, all equally long.
  private func roles(_ names: [String], _ options: ReadOptions = ReadOptions()) -> [String: String] {
    let rows = (0..<5).map { row in "\(row)" + names.map { _ in ",0.5" }.joined() + "\n" }
    let text = "step," + names.joined(separator: ",") + "\n" + rows.joined()
    let run = LogCheck.run(Array(text.utf8), "csv", cut: 1 << 20)
    return Dictionary(
      uniqueKeysWithValues: RoleFinder.roles(of: run, options: options).pairs.map {
        ($0.role.name, run.series[$0.series].name)
      })
  }

  @Test(
    "Learning rates",
    arguments: [
      "lr", "LR", "Lr", "L.r.", "learning_rate", "learning rate", "Learning Rate", "Current learning rate",
      "LEARNING_RATE", "train_lr",
      "train/learning_rate", "x/lr0", "lr/pg0", "optim0_lr0", "optim/learning_rate_group0", "Base Lr",
      "lr-AdamW", "event_lr", "learningRate",
      "lr-SGD/group0", "learners/default_policy/default_optimizer_learning_rate", "Updating learning rate",
      "lr[0]", "current_lr",
    ])
  func rates(name: String) { #expect(roles([name, "loss"])["lr"] == name) }

  @Test(
    "What is no learning rate",
    arguments: [
      "lr-AdamW-momentum", "lr-AdamW-weight_decay", "lr_decay", "loss scale", "warmup_lr_ratio", "polar",
      "clr_loss", "lr_scheduler_type", "lrs_per_norm",
      "lr_steps",
    ])
  func noRates(name: String) { #expect(roles([name])["lr"] == nil) }

  @Test(
    "Losses of training",
    arguments: [
      "loss", "Loss", "trl", "Cost", "train_loss", "TRAIN_LOSS", "Train Loss", "training_loss", "loss_total",
      "total_loss", "lm loss", "mlm_loss",
      "train/CrossEntropyLoss", "main/loss", "l_pix", "rmse_trn", "Logloss", "G_GAN", "train-rmse",
      "loss/train/total", "step_loss", "train's l2",
    ])
  func losses(name: String) { #expect(roles(["lr", name])["train_loss"] == name) }

  @Test(
    "Losses of validation",
    arguments: [
      "val_loss", "tel", "test_loss", "DEV_LOSS", "Valid Loss", "valid Loss", "validation loss", "Vali Loss",
      "validation_loss", "validation/main/loss",
      "eval_loss", "valid ce-mean-words", "rmse_val", "clip_val_loss", "val", "eval/loss/eval",
      "metrics/eval/MSE", "Validation bpb", "* loss",
      "Test Loss (mean)", "valid's l2",
    ])
  func validation(name: String) { #expect(roles(["train_loss", name])["val_loss"] == name) }

  @Test(
    "Decoys",
    arguments: [
      ["loss scale"], ["loss_scale"], ["Attempted loss scale"], ["best_loss"], ["loss/std"], ["eval_entropy"],
      ["eval_num_tokens"], ["n_parameters"],
      ["eval_runtime"], ["ppl"], ["grad_norm"],
    ])
  func decoys(names: [String]) {
    let found = roles(names)
    #expect(found["train_loss"] == nil && found["val_loss"] == nil && found["lr"] == nil)
  }

  @Test("The usual one of several, the test's beside the validation's, groups in order")
  func ranked() {
    #expect(roles(["loss_cls", "loss_bbox", "loss"])["train_loss"] == "loss")
    #expect(roles(["train-mae", "train-rmse", "eval-mae", "eval-rmse"])["val_loss"] == "eval-rmse")
    let both = roles(["TEST_LOSS", "DEV_LOSS"])
    #expect(both["val_loss"] == "DEV_LOSS" && both["test_loss"] == "TEST_LOSS")
    let groups = roles(["lr/pg0", "lr/pg1", "lr/pg2"])
    #expect(groups["lr"] == "lr/pg0" && groups["lr/pg1"] == "lr/pg1" && groups["lr/pg2"] == "lr/pg2")
    // `val` beside `train` and a loss of its own name is an accuracy.
    #expect(roles(["train", "val", "loss"])["val_loss"] == nil)
    #expect(roles(["train", "val"])["val_loss"] == "val")
  }

  @Test("What the user says overrules")
  func overruled() {
    var options = ReadOptions()
    options.lrName = "eta"
    options.lossName = "energy"
    let found = roles(["lr", "eta", "loss", "energy"], options)
    #expect(found["lr"] == "eta" && found["train_loss"] == "energy")
  }

  @Test("A single value beside a curve sums up the run")
  func summaries() {
    let text =
      (0..<5).map { "{\"step\": \($0), \"loss\": 0.5}\n" }.joined() + "{\"step\": 5, \"train_loss\": 0.6}\n"
    let run = LogCheck.run(Array(text.utf8), "jsonl", cut: 1 << 20)
    #expect(RoleFinder.roles(of: run)[.trainLoss].map { run.series[$0].name } == "loss")
  }
}
