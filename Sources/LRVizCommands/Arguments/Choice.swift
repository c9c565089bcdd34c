import ArgumentParser

extension RawRepresentable where Self: CaseIterable, RawValue == String {
  /// One of the words; else an error that lists them.
  static func choice(_ text: String) throws -> Self {
    if let value = Self(rawValue: text) { return value }
    throw ValidationError("expected one of \(allCases.map(\.rawValue).joined(separator: ", "))")
  }
}
