extension Optax {
  struct Constant: AbsoluteScheduler, CatalogScheduler {
    var value: Double

    func rate(_ step: Int) -> Double { value }

    static let declaration = SchedulerDeclaration(
      "constant_schedule", library: .optax,
      summary: "The same learning rate for ever.",
      formula: "lr[t] = value",
      example: Constant(value: 0.1),
      parameters: [.rate("value", \.value, .required, help: "the rate")])
  }
}
