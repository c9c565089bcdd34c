import Foundation
import LRSchedulers

@testable import Training

/// PyTorch's training runs, from the folder in `LRVIZ_GOLDEN` if that is set, else from the copy beside the tests.
struct GoldenTraining: Decodable {
  struct Case: Decodable {
    struct Model: Decodable {
      let layers: [Int]
      let activation: String
    }

    struct Weights: Decodable {
      let weights: [[[Double]]]
      let biases: [[Double]]

      var flat: [Double] {
        zip(weights, biases).flatMap { $0.flatMap(\.self) + $1 }
      }
    }

    struct Part: Decodable {
      let x: [[Double]]
      let y: [OneOrMany]
    }

    struct OneOrMany: Decodable {
      let values: [Double]

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        values = try (try? container.decode([Double].self)) ?? [container.decode(Double.self)]
      }
    }

    struct Optimizer: Decodable {
      /// The constructor's call; else ``name`` and the arguments one by one.
      let call: String?
      let name: String?
      let lr: Double
      let momentum: Double?
      let dampening: Double?
      let nesterov: Bool?
      let weight_decay: Double?
      let betas: [Double]?
      let eps: Double?
      let amsgrad: Bool?

      var configuration: OptimizerConfiguration {
        get throws {
          try OptimizerConfiguration(
            parsing: call ?? "\(name ?? "")(\(arguments.joined(separator: ", ")))")
        }
      }

      private var arguments: [String] {
        var list = weight_decay.map { ["weight_decay=\($0)"] } ?? []
        list += momentum.map { ["momentum=\($0)"] } ?? []
        list += dampening.map { ["dampening=\($0)"] } ?? []
        list += nesterov.map { ["nesterov=\($0 ? "True" : "False")"] } ?? []
        list += betas.map { ["betas=(\($0[0]), \($0[1]))"] } ?? []
        list += eps.map { ["eps=\($0)"] } ?? []
        list += amsgrad.map { ["amsgrad=\($0 ? "True" : "False")"] } ?? []
        return list
      }
    }

    struct Expected: Decodable {
      let lr: [Double]
      let train_loss: [Double]
      let val_loss: [Double]?
      let lr_per_batch: [[Double]]?
      let momentum_per_batch: [[Double]]?
      let final: Weights
    }

    let id: String
    let model: Model
    let loss: String
    let optimizer: Optimizer
    let scheduler: String?
    let scheduler_step: String
    let epochs: Int
    let batches: [[Int]]
    let initial: Weights
    let train: Part
    let val: Part?
    let expected: Expected
  }

  let cases: [Case]

  static func load() throws -> [Case] {
    let folder =
      ProcessInfo.processInfo.environment["LRVIZ_GOLDEN"].map { URL(fileURLWithPath: $0) } ?? ownFolder
    let data = try Data(contentsOf: folder.appendingPathComponent("training.json"))
    return try JSONDecoder().decode(Self.self, from: data).cases
  }

  static let ownFolder = Bundle.module.bundleURL.appendingPathComponent("Golden")
}

/// A golden run's data as a workload.
struct GoldenWorkload: Workload {
  static let summary = WorkloadSummary(
    name: "golden", oneLine: "", modelText: "", lossName: "", hasValidation: true, hasAccuracy: false,
    batchSize: 1, epoch: .batches(1))

  var task: SupervisedTask

  init(seed: UInt64, batchSize: Int) throws(TrainingError) {
    throw TrainingError("made from a golden case only")
  }

  init(_ row: GoldenTraining.Case) {
    let shape = NetworkShape(
      row.model.layers, activation: Activation(rawValue: row.model.activation) ?? .none,
      loss: row.loss == "mse" ? .meanSquaredError : .crossEntropy)
    let all = row.train.x + (row.val?.x ?? [])
    let targets = row.train.y + (row.val?.y ?? [])
    let samples = Samples(
      features: all.flatMap(\.self), width: shape.inputs, targets: targets.flatMap(\.values))
    let cut = row.train.x.count
    task = SupervisedTask(
      shape, samples, training: Array(0..<cut), validation: Array(cut..<all.count),
      batchSize: row.batches.first.map { $0[1] - $0[0] } ?? cut, seed: 0, shuffles: false)
  }

  func makeParameters() -> Parameters { task.network.shape.makeParameters() }
  var stepsPerEpoch: Int { task.stepsPerEpoch }
  mutating func beginEpoch(_ epoch: Int) { task.beginEpoch(epoch) }
  mutating func trainingLoss(step: Int, _ parameters: inout Parameters) -> Double {
    task.trainingLoss(step: step, &parameters)
  }
  mutating func validation(_ parameters: Parameters) -> Validation? { task.validation(parameters) }
}
