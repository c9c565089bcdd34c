/// A schedule of each library of the second ring, as ring_schedulers.py has it in the library itself.
enum RingSchedules {
  static let all: [(library: String, spec: String)] = [
    ("deepspeed", "WarmupDecayLR(total_num_steps=200000)"),
    (
      "megatron",
      "OptimizerParamScheduler(init_lr=0.0, max_lr=0.1, min_lr=0.01, lr_warmup_steps=100, lr_decay_steps=200000, lr_decay_style='cosine', start_wd=0.01, end_wd=0.01, wd_incr_steps=200000, wd_incr_style='constant')"
    ),
    ("fvcore", "CosineParamScheduler(start_value=1.0, end_value=0.1, max_iter=200000)"),
    (
      "detectron2",
      "LRMultiplier(WarmupParamScheduler(CosineParamScheduler(1.0, 0.1), 0.001, 0.01), max_iter=200000)"
    ),
    ("mmengine", "mmengine.CosineAnnealingLR(T_max=200000)"),
    ("composer", "CosineAnnealingWithWarmupScheduler(t_warmup='100ba', max_duration='200000ba')"),
    ("paddle", "paddle.CosineAnnealingDecay(learning_rate=0.1, T_max=200000)"),
    (
      "ignite",
      "CosineAnnealingScheduler(param_name='lr', start_value=0.1, end_value=0.01, cycle_size=200000)"
    ),
    ("mlx", "mlx.cosine_decay(init=0.1, decay_steps=200000)"),
    ("pytorch_optimizer", "CosineScheduler(t_max=200000, max_lr=0.1, warmup_steps=100)"),
    (
      "diffusers",
      "diffusers.get_cosine_schedule_with_warmup(num_warmup_steps=100, num_training_steps=200000)"
    ),
    (
      "torchtitan",
      "LRSchedulersContainer.Config(warmup_steps=100, decay_type='cosine', training_steps=200000)"
    ),
    ("pytorch_warmup", "LinearWarmup(warmup_period=1000, scheduler=StepLR(step_size=1000))"),
    ("axolotl", "RexLR(max_lr=0.1, min_lr=0.01, total_steps=200000)"),
  ]
}
