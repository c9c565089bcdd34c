import ArgumentParser
import LRSchedulers
import Recipes

extension OptionDeclaration where Value == String {
  /// Whose scheduler or configuration a SPEC is.
  static var library: Self {
    Self(
      "library",
      help: """
        The library or framework whose SPEC it is, where several have its names: one of \
        \(Recipes.names.joined(separator: ", ")).
        """,
      valueName: "NAME",
      parse: { text in
        let name = text.lowercased().split(separator: "-").joined(separator: "_")
        if Recipes.names.contains(name) { return name }
        let nearest = Spelling.nearest(to: name, in: Recipes.names).map { "; did you mean '\($0)'?" } ?? ""
        throw ValidationError("expected one of \(Recipes.names.joined(separator: ", "))\(nearest)")
      })
  }
}
