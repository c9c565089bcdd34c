import ArgumentParser
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
        throw ValidationError("expected one of \(Recipes.names.joined(separator: ", "))")
      })
  }
}
