import LRSchedulers
import Testing

@testable import Recipes

@Suite("Configurations of other libraries")
struct RingTests {
  @Test("The cases are there")
  func cases() { #expect(RingFile.configurations.count >= 68) }

  @Test("A configuration gives the library's rates", arguments: RingFile.configurations)
  func rates(ring: RingCase) throws {
    var options = ScriptOptions()
    Recipes.choose(ring.library, in: &options)
    // What the optimizer has where the text does not say it.
    if let lr = ring.lr { options.defaultLRs = [lr] }
    for (name, value) in ring.context?.values ?? [:] {
      options.definitions.append(ScriptOptions.Definition(name: name, value: value))
    }
    // The pictures that the cases were made with are of two kinds.
    options.definitions.append(ScriptOptions.Definition(name: "nc", value: "2"))
    if ring.unit == "step" { options.countsSteps = true }
    let found = try Recipes.schedules(in: ring.spec, options: options)
    let pasted = try #require(found.first)
    #expect(found.count == 1)
    let lrs = pasted.startingLRs(asked: nil, standard: [ring.lr ?? 0.1])
    let groups = lrs.enumerated().map { index, lr in
      ParameterGroup(lr: lr, momentum: (pasted.momenta ?? [])[safely: index] ?? 0.9)
    }
    let plan = Plan(pasted.schedule, groups: groups, interval: .step, length: ring.steps)
    let rates = try plan.rates(metric: ring.metrics.map { metrics in { metrics[$0] } })
    let expected = ring.lrs
    let isFolded = ring.id.contains("train.csv")
    let batches = Int(ring.context?.values["batches_per_epoch"] ?? "") ?? 1
    let made =
      isFolded
      ? try Plan(pasted.schedule, groups: groups, interval: .step, length: ring.steps * batches).rates()
        .enumerated().filter { $0.offset % batches == batches - 1 }.map(\.element) : rates
    #expect(made.count == expected.count)
    let peak = expected.map { abs($0) }.max() ?? 1
    let tolerance = isFolded ? 1e-5 : 1e-10
    for (index, value) in made.enumerated() {
      #expect(
        abs(value - expected[index]) <= tolerance * peak,
        "\(ring.id) at \(index): \(value), expected \(expected[index])")
    }
    #expect(pasted.stepsPerBatch == (ring.unit == "step" || isFolded))
  }
}

extension Array {
  fileprivate subscript(safely index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
