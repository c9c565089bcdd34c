/// Which entry a call means.
extension Catalog {
  /// The lines by the name without its prefix, in the order of the catalog.
  private static let linesByName = Dictionary(grouping: lines) { $0.name.lastPart }

  /// Words that much else is called as well: only with what stands before the dot they are a scheduler.
  private static let ordinaryWords: Set = ["Config", "train", "param_scheduler", "fit"]

  /// The last parts of all names by which a scheduler is known without a prefix.
  static let plainNames = Set(linesByName.keys).subtracting(ordinaryWords)

  /// Whether some library has a scheduler of that name, whatever its prefix.
  static func hasEntry(namedLike name: String) -> Bool { linesByName[name] != nil }

  /// The class or function whose parameters have these names, of the libraries whose schedulers people write anew; nil where they tell
  /// none from another.
  ///
  /// - Parameter others: how many more arguments there are, by their positions, besides the optimizer.
  static func name(ofParameters keywords: [String], others: Int) -> String? {
    let told = keywords.filter { !["optimizer", "last_epoch", "verbose"].contains($0) }
    if told.isEmpty { return nil }
    let fitting = entries.filter { entry in
      [.pytorch, .transformers, .timm].contains(entry.library)
        && told.allSatisfy { entry.parameter(named: $0) != nil }
        && entry.parameters.count { $0.default == nil && !told.contains($0.name) } <= others
    }
    // Those of transformers go from few parameters to more.
    let isOneKind = fitting.count == 1 || fitting.allSatisfy { $0.library == .transformers }
    return isOneKind ? fitting.min { $0.parameters.count < $1.parameters.count }?.name : nil
  }

  /// Whether a dotted path ends with the dotted name of an entry.
  static func endsWithEntry(_ path: String) -> Bool {
    linesByName[path.lastPart]?.contains { $0.name.hasDot && path.endsWithParts(of: $0.name) } ?? false
  }

  /// The entry that a call means. Of several libraries that have the name, the one whose prefix stands before it is meant, then the
  /// one that was named outside, then the first whose parameters the arguments fit.
  static func entry(matching call: PythonCall) -> CatalogEntry? { entry(matching: CallShape(call)) }

  static func entry(matching shape: CallShape) -> CatalogEntry? {
    guard let candidates = linesByName[shape.name] else { return nil }
    if let exact = candidates.first(where: { $0.name.hasDot && shape.path.endsWithParts(of: $0.name) }) {
      let entry = exact.entry
      // Much is fitted; only with a schedule among the callbacks it is one.
      return shape.name != "fit" || shape.fits(entry) ? entry : nil
    }
    if candidates.count == 1, let only = candidates.first, !only.name.hasDot { return only.entry }
    let entries = candidates.map(\.entry)
    if shape.path.hasDot {
      let (first, prefixes) = (shape.path.firstPart, shape.prefixes)
      if let root = entries.first(where: { $0.library.roots.contains(first) }) { return root }
      if let root = entries.first(where: { !prefixes.isDisjoint(with: $0.library.roots) }) { return root }
    }
    if let library = shape.library, let own = entries.first(where: { $0.library == library }) { return own }
    if ordinaryWords.contains(shape.name) { return nil }
    // Positions alone do not speak against PyTorch: there may just be too many.
    if shape.keywords.isEmpty, let first = entries.first, first.library == .pytorch { return first }
    return entries.first(where: shape.fits) ?? entries.first { !$0.name.hasDot }
  }
}

extension CallShape {
  /// The words before the name.
  fileprivate var prefixes: Set<String> { Set(path.parts.dropLast()) }
}

extension String {
  /// Whether it is a dotted name, or ends with one behind a dot.
  fileprivate func endsWithParts(of name: String) -> Bool { self == name || hasSuffix("." + name) }
}
