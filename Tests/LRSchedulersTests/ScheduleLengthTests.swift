import LRSchedulers
import Testing

@Suite("The parameter that says how long a schedule is meant to run")
struct ScheduleLengthTests {
  private func length(_ spec: String) throws -> String? {
    try Schedule(parsing: spec).length.map { "\($0.parameter.name) from \($0.start)" }
  }

  @Test(
    "it counts from where its own part of the schedule begins",
    arguments: [
      ("CosineAnnealingLR(T_max=90)", "T_max from 0"),
      ("LinearLR(start_factor=1, end_factor=0.1, total_iters=90)", "total_iters from 0"),
      ("PolynomialLR(total_iters=90)", "total_iters from 0"),
      ("OneCycleLR(max_lr=0.1, total_steps=90)", "total_steps from 0"),
      ("OneCycleLR(max_lr=0.1, epochs=9, steps_per_epoch=10)", "total_steps from 0"),
      ("get_cosine_schedule_with_warmup(10, 90)", "num_training_steps from 0"),
      ("get_wsd_schedule(10, 20, num_stable_steps=30)", "num_decay_steps from 40"),
      ("get_wsd_schedule(10, 20, num_training_steps=90)", "num_training_steps from 0"),
      ("timm.CosineLRScheduler(t_initial=90, warmup_t=5)", "t_initial from 0"),
      ("timm.CosineLRScheduler(t_initial=90, warmup_t=5, warmup_prefix=True)", "t_initial from 5"),
      ("linear_schedule(0.1, 0.0, 80, transition_begin=10)", "transition_steps from 10"),
      ("warmup_cosine_decay_schedule(0.0, 0.1, 10, 90)", "decay_steps from 0"),
      ("keras.CosineDecay(0.0, 80, warmup_target=0.1, warmup_steps=10)", "decay_steps from 10"),
      (
        "SequentialLR([LinearLR(), CosineAnnealingLR(T_max=80)], milestones=[10])",
        "schedulers[1].T_max from 10"
      ),
    ])
  func counted(spec: String, expected: String) throws {
    #expect(try length(spec) == expected)
  }

  @Test(
    "what goes on for ever, or begins a run, has none",
    arguments: [
      "StepLR(10)", "ExponentialLR(0.9)", "CyclicLR(0.01, 0.1)", "CosineAnnealingWarmRestarts(10)",
      "LinearLR()", "ConstantLR()", "timm.CosineLRScheduler(t_initial=30, cycle_limit=3)",
      "linear_schedule(0.0, 0.1, 10)", "keras.PolynomialDecay(0.1, 90, cycle=True)",
      "SequentialLR([CosineAnnealingLR(9), StepLR(9)], [5])",
      "ChainedScheduler([ConstantLR(), CosineAnnealingLR(9)])",
    ])
  func none(spec: String) throws {
    #expect(try length(spec) == nil)
  }
}
