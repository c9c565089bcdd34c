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
    LambdaLR.self,
    MultiplicativeLR.self,
  ]

  public static let entries: [CatalogueEntry] = schedulers.map { CatalogueEntry($0) }

  private static let entriesByName = Dictionary(
    entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The entry of that name, in exactly that spelling.
  public static func entry(named name: String) -> CatalogueEntry? { entriesByName[name] }

  /// The names that resemble a misspelt one, nearest first; at most three.
  public static func suggestions(for name: String) -> [String] {
    Spelling.ranked(name, in: entries.map(\.name), limit: 3)
  }
}
