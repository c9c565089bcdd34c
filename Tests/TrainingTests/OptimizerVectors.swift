import Foundation

/// What PyTorch's optimizers do, written by Scripts/make_optimizer_vectors.py.
struct OptimizerVectors: Decodable {
  /// One parameter under given gradients.
  struct Unit: Decodable {
    let call: String
    let lr: Double
    let start: Double
    let gradients: [Double]
    /// After each step.
    let values: [Double]
  }

  /// A constructor's arguments after `params`, in their order.
  struct Signature: Decodable {
    struct Argument: Decodable {
      let name: String
      let keyword_only: Bool
      /// As Python writes it.
      let `default`: String
    }

    let name: String
    let arguments: [Argument]
  }

  struct Refusal: Decodable {
    let call: String
    let message: String
  }

  let cases: [GoldenTraining.Case]
  let units: [Unit]
  let signatures: [Signature]
  let refusals: [Refusal]

  private init() {
    (cases, units, signatures, refusals) = ([], [], [], [])
  }

  /// Empty where the file cannot be read, which a test of its own finds out.
  static let shared: OptimizerVectors = {
    let file = GoldenTraining.ownFolder.appendingPathComponent("optimizers.json")
    let data = (try? Data(contentsOf: file)) ?? Data()
    return (try? JSONDecoder().decode(Self.self, from: data)) ?? OptimizerVectors()
  }()
}
