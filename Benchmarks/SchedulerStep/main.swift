import Foundation
import LRSchedulers

var benchmark = StepBenchmark()

try benchmark.step("StepLR", StepLR(stepSize: 10))
try benchmark.step("MultiStepLR", MultiStepLR(milestones: [15, 25]))
try benchmark.step("ExponentialLR", ExponentialLR(gamma: 0.95))
try benchmark.step("ReduceLROnPlateau", ReduceLROnPlateau())
try benchmark.step("CosineAnnealingLR", CosineAnnealingLR(tMax: 50))

for spec in [
  "StepLR(10)", "MultiStepLR([15, 25])", "ExponentialLR(0.95)", "ReduceLROnPlateau()",
  "CosineAnnealingLR(50)",
  "SequentialLR([LinearLR(0.1, total_iters=5), CosineAnnealingLR(95)], milestones=[5])",
  "ChainedScheduler([ConstantLR(0.1, total_iters=20), ExponentialLR(0.9)])",
] {
  try benchmark.step(spec)
}

for (library, spec) in RingSchedules.all { try benchmark.ring(library, spec) }

try benchmark.parse("call", "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=30, gamma=0.1)")
try benchmark.parse("lambda", "LambdaLR(opt, lambda e: min(1, (e + 1) / 5) * 0.95 ** e)")
try benchmark.parse(
  "script",
  """
  warmup = 5
  s1 = LinearLR(optimizer, start_factor=0.1, total_iters=warmup)
  s2 = CosineAnnealingLR(optimizer, T_max=100 - warmup)
  scheduler = SequentialLR(optimizer, [s1, s2], milestones=[warmup])
  """)
try benchmark.configuration(
  "call",
  "TrainingArguments(learning_rate=2e-4, lr_scheduler_type='cosine', warmup_steps=0.03, num_train_epochs=3, per_device_train_batch_size=4)"
)
try benchmark.configuration(
  "flags",
  "--sched cosine --epochs 300 --warmup-epochs 5 --lr 5e-4 --min-lr 1e-6 --warmup-lr 1e-6 --cooldown-epochs 10"
)
try benchmark.configuration(
  "YAML",
  """
  base_model: example/model
  datasets:
    - path: example/instructions
      type: alpaca
  sequence_len: 2048
  micro_batch_size: 2
  gradient_accumulation_steps: 4
  num_epochs: 3
  lr_scheduler: cosine
  learning_rate: 2e-4
  warmup_ratio: 0.1
  """)
for scripts in LongScripts.all {
  benchmark.read("2,000_" + scripts.name, scripts.script(lines: 2_000), count: 20)
  benchmark.read("65,536_" + scripts.name, scripts.script(lines: 65_536), count: 1)
}
// Scripts of one's own: `scheduler-step train.py`.
for path in CommandLine.arguments.dropFirst() {
  guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
  benchmark.read(path, text, count: 20)
}
if benchmark.checksum.isNaN { throw SchedulerError(.value, "the benchmark diverged") }
