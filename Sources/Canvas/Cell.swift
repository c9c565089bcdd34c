/// One place on the screen: a single scalar and how it looks.
///
/// Combining sequences and double-width characters are not drawn: `SafeText` replaces them before
/// they get here, so a cell is always one column wide.
package struct Cell: Sendable, Hashable {
  package var scalar: Unicode.Scalar
  package var style: Style

  package init(_ scalar: Unicode.Scalar, _ style: Style = .standard) {
    self.scalar = scalar
    self.style = style
  }

  package static let blank = Cell(" ")
}
