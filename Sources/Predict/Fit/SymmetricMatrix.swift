/// A small symmetric matrix of numbers, such as the curvature of a misfit.
struct SymmetricMatrix: Sendable {
  let order: Int
  private var elements: [Double]

  init(order: Int) {
    self.order = order
    elements = [Double](repeating: 0, count: order * order)
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * order + column] }
    set { elements[row * order + column] = newValue }
  }

  /// Adds `weight` times the square of a vector.
  mutating func add(_ weight: Double, squareOf vector: ArraySlice<Double>) {
    let start = vector.startIndex
    for row in 0..<order {
      let factor = weight * vector[start + row]
      for column in 0..<order { elements[row * order + column] += factor * vector[start + column] }
    }
  }

  /// The lower factor of Cholesky; nil where the matrix is not positive definite.
  private var factor: SymmetricMatrix? {
    var lower = self
    for column in 0..<order {
      for row in column..<order {
        var sum = self[row, column]
        for inner in 0..<column { sum -= lower[row, inner] * lower[column, inner] }
        if row == column {
          guard sum > 0, sum.isFinite else { return nil }
          lower[row, row] = sum.squareRoot()
        } else {
          lower[row, column] = sum / lower[column, column]
        }
      }
    }
    return lower
  }

  /// What the matrix turns into `vector`; nil where it is not positive definite.
  func solution(_ vector: [Double]) -> [Double]? { factor?.substituted(vector) }

  /// nil where the matrix is not positive definite.
  var inverse: SymmetricMatrix? {
    guard let factor else { return nil }
    var inverse = SymmetricMatrix(order: order)
    for column in 0..<order {
      var unit = [Double](repeating: 0, count: order)
      unit[column] = 1
      for (row, value) in factor.substituted(unit).enumerated() { inverse[row, column] = value }
    }
    return inverse
  }

  /// Of a lower factor: forward, then back.
  private func substituted(_ vector: [Double]) -> [Double] {
    var result = vector
    for row in 0..<order {
      for inner in 0..<row { result[row] -= self[row, inner] * result[inner] }
      result[row] /= self[row, row]
    }
    for row in (0..<order).reversed() {
      for inner in (row + 1)..<max(order, row + 1) { result[row] -= self[inner, row] * result[inner] }
      result[row] /= self[row, row]
    }
    return result
  }

  /// `vector * matrix * vector`
  func form(_ vector: ArraySlice<Double>) -> Double {
    let start = vector.startIndex
    var sum = 0.0
    for row in 0..<order {
      for column in 0..<order { sum += vector[start + row] * self[row, column] * vector[start + column] }
    }
    return sum
  }
}
