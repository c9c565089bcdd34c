/// Polynomials of degree 4 through five places of a block of sixteen: those where both the terms of a block and what is made of two
/// blocks are evaluated.
///
/// The places are whole numbers, so that blocks of 16, 32, 64 … steps have theirs at steps; the last is the first step of the next
/// block. Between them a smooth function departs from its interpolation by at most 0.0025 of its fifth derivative over the block.
enum Interpolation {
  static let leaf = 16
  static let places = [0, 3, 8, 13, 16]
  static let count = 5

  /// The value at `x` of the polynomial that is 1 at a place and 0 at the others, for each place.
  static func basis(_ x: Double) -> [Double] {
    places.indices.map { own in
      places.indices.reduce(1.0) { product, other in
        guard other != own else { return product }
        return product * (x - Double(places[other])) / Double(places[own] - places[other])
      }
    }
  }

  /// Of each of the sixteen steps of a leaf.
  static let leafBasis: [[Double]] = (0..<leaf).map { basis(Double($0)) }

  /// Of the places of the two halves of a block.
  static let halfBasis: [[[Double]]] = (0..<2).map { half in
    places.map { basis(Double(leaf * half + $0) / 2) }
  }
}
