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
  ]

  public static let entries: [CatalogueEntry] = schedulers.map { CatalogueEntry($0) }

  /// The entry of that name, in exactly that spelling.
  ///
  /// Looks at the declarations one by one: a program that uses a few schedulers does not pay for building them all.
  public static func entry(named name: String) -> CatalogueEntry? {
    schedulers.first { $0.name == name }.map { CatalogueEntry($0) }
  }

  /// The names that resemble a misspelt one, nearest first; at most three.
  public static func suggestions(for name: String) -> [String] {
    Spelling.ranked(name, in: entries.map(\.name), limit: 3)
  }
}

extension CataloguedScheduler {
  fileprivate static var name: String { declaration.name }
}
