/// Every scheduler there is, in the order in which they are offered.
public enum Catalogue {
  /// A new scheduler is its own file and one line here.
  private static let schedulers: [any CataloguedScheduler.Type] = [
    StepLR.self,
    MultiStepLR.self,
    ExponentialLR.self,
    ReduceLROnPlateau.self,
    CosineAnnealingLR.self,
    ConstantLR.self,
    LinearLR.self,
    PolynomialLR.self,
    CosineAnnealingWarmRestarts.self,
    CyclicLR.self,
    OneCycleLR.self,
    SWALR.self,
    SequentialLR.self,
    ChainedScheduler.self,
    LambdaLR.self,
    MultiplicativeLR.self,
    Transformers.GetScheduler.self,
    Transformers.Linear.self,
    Transformers.Cosine.self,
    Transformers.CosineWithHardRestarts.self,
    Transformers.Polynomial.self,
    Transformers.Constant.self,
    Transformers.ConstantWithWarmup.self,
    Transformers.InverseSqrt.self,
    Transformers.CosineWithMinLR.self,
    Transformers.CosineWithMinLRWarmupRate.self,
    Transformers.WarmupStableDecay.self,
    Timm.Cosine.self,
    Timm.Step.self,
    Timm.MultiStep.self,
    Timm.Poly.self,
    Timm.Tanh.self,
    Optax.Constant.self,
    Optax.Linear.self,
    Optax.Polynomial.self,
    Optax.CosineDecay.self,
    Optax.ExponentialDecay.self,
    Optax.PiecewiseConstant.self,
    Optax.PiecewiseInterpolate.self,
    Optax.CosineOneCycle.self,
    Optax.LinearOneCycle.self,
    Optax.WarmupConstant.self,
    Optax.WarmupCosineDecay.self,
    Optax.WarmupExponentialDecay.self,
    Optax.JoinSchedules.self,
    Optax.SGDR.self,
    Keras.CosineDecay.self,
    Keras.CosineDecayRestarts.self,
    Keras.ExponentialDecay.self,
    Keras.PiecewiseConstantDecay.self,
    Keras.PolynomialDecay.self,
    Keras.InverseTimeDecay.self,
  ]

  /// Those that another library has as well; their names have a prefix.
  private static let namesakes: [any CataloguedScheduler.Type] = [Keras.ReduceLROnPlateau.self]

  /// All entries: PyTorch's first, then those of the other libraries.
  public static let entries: [CatalogueEntry] = (schedulers + namesakes).map { CatalogueEntry($0) }

  /// The entry of that name, in exactly that spelling.
  ///
  /// Looks at the declarations one by one: a program that uses a few schedulers does not pay for building them all.
  public static func entry(named name: String) -> CatalogueEntry? {
    (schedulers + namesakes).first { $0.name == name }.map { CatalogueEntry($0) }
  }

  /// The entry that a call means: where two libraries have the name, the prefix decides, or a keyword argument that
  /// only the second has.
  static func entry(calledBy call: PythonCall) -> CatalogueEntry? {
    if let namesake = namesakes.first(where: { $0.name.hasSuffix("." + call.name) }) {
      let entry = CatalogueEntry(namesake)
      if entry.isMeant(by: call) { return entry }
    }
    return entry(named: call.name)
  }

  /// The names that resemble a misspelt one, nearest first; at most three.
  public static func suggestions(for name: String) -> [String] {
    Spelling.ranked(name, in: entries.map(\.name), limit: 3)
  }
}

extension CataloguedScheduler {
  fileprivate static var name: String { declaration.name }
}

extension CatalogueEntry {
  /// Whether a call has this library's prefix, or arguments of its own and no prefix of another.
  fileprivate func isMeant(by call: PythonCall) -> Bool {
    let prefix = call.qualifiedName.split(separator: ".").dropLast()
    if prefix.contains("keras") || prefix.contains("callbacks") { return true }
    let keywords = call.arguments.compactMap(\.keyword)
    let own = keywords.contains { $0 == "monitor" || $0 == "min_delta" }
    return prefix.isEmpty && own && keywords.allSatisfy { parameter(named: $0) != nil }
  }
}
