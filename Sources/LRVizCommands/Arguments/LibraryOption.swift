import ArgumentParser
import LRSchedulers

/// `--library NAME`.
enum LibraryOption {
  static func parse(_ text: String) throws -> SourceLibrary {
    if let library = SourceLibrary(named: text) { return library }
    let nearest = Spelling.nearest(to: text, in: SourceLibrary.keys).map { "; did you mean '\($0)'?" } ?? ""
    throw ValidationError(
      "expected a library, one of \(SourceLibrary.keys.joined(separator: ", ")), but got '\(text)'\(nearest)")
  }
}
