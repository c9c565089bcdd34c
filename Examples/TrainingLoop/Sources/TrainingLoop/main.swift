import Foundation
import LRSchedulers

// A training loop that takes its learning rates from LRSchedulers.
//
//     swift run TrainingLoop                          # warm-up and cosine by batch, then a plateau by epoch
//     swift run TrainingLoop 'StepLR(10, gamma=0.5)'  # any scheduler, as Python writes it, by epoch

let (train, held) = (samples(256, seed: 1), samples(64, seed: 2))
let (epochs, batchSize) = (30, 32)

func fit(_ name: String, _ training: Training) throws {
  var training = training
  print(name)
  for epoch in 1...epochs {
    let lr = training.run.lr
    let loss = try training.epoch(train, held, batchSize: batchSize)
    if epoch % 5 == 0 { print("  epoch \(epoch)  lr \(lr)  held-out loss \(loss)") }
    // A checkpoint: what is read back goes on exactly as what was written.
    if epoch == epochs / 2 {
      let checkpoint = try JSONEncoder().encode(training.run)
      training.run = try JSONDecoder().decode(ScheduleRun.self, from: checkpoint)
    }
  }
}

do {
  if CommandLine.arguments.count > 1 {
    let text = CommandLine.arguments[1]
    do {
      let schedule = try Schedule(parsing: text)
      try fit(schedule.spec, Training(schedule, lr: 0.05, cadence: .everyEpoch))
    } catch let error as SpecError {
      print(error.rendered(source: text))
      exit(64)
    }
  } else {
    let steps = epochs * train.count / batchSize
    let warmUp = steps / 10
    let cosine = SequentialLR(
      schedulers: [
        LinearLR(startFactor: 0.01, totalIters: warmUp), CosineAnnealingLR(tMax: steps - warmUp),
      ], milestones: [warmUp])
    try fit("Warm-up and cosine, by batch", Training(cosine, lr: 0.05, cadence: .everyBatch))

    let plateau = ReduceLROnPlateau(factor: 0.5, patience: 2, minLR: 1e-4)
    try fit("Plateau, by epoch", Training(plateau, lr: 0.05, cadence: .everyEpoch))
  }
} catch {
  print(error)
  exit(1)
}
