/// A NumPy array of numbers. Its elements are trees of their place, piece by piece, so that neither its length nor what is computed with
/// it costs more than the text that does it: `0.5 * (1 + np.cos(np.pi * np.arange(n) / n))` is one tree whatever `n` is.
struct ScriptArray {
  /// Elements that one tree gives.
  struct Piece {
    var count: Int
    /// In the place within the piece, counted from 0.
    var element: PythonExpression
  }

  /// The name of the place in the trees.
  static let place = "place\u{0}"
  /// More pieces than this make trees that are too high; an array of them is written out.
  static let maximumPieces = 24
  /// The longest array that is.
  static let maximumWritten = 4_000

  private(set) var pieces: [Piece]

  init(_ pieces: [Piece]) { self.pieces = pieces.filter { $0.count > 0 } }

  /// Elements that are alike.
  init(count: Int, element: PythonExpression) { self.init([Piece(count: count, element: element)]) }

  /// Elements that are written one by one.
  init(written elements: [PythonExpression]) {
    let list = PythonExpression(.list(elements), at: 0, over: elements)
    self.init(
      count: elements.count,
      element: elements.count == 1
        ? elements[0] : PythonExpression(.subscripted(list, Self.index), at: 0, over: list, Self.index))
  }

  var count: Int { pieces.reduce(0) { $0 + $1.count } }

  /// The place as a tree.
  static var index: PythonExpression { PythonExpression(offset: 0, node: .name(place)) }

  static func literal(_ number: Int) -> PythonExpression {
    PythonExpression(offset: 0, node: .literal(.int(number)))
  }

  static func binary(_ op: PythonOperator, _ a: PythonExpression, _ b: PythonExpression) -> PythonExpression {
    PythonExpression(.binary(op, a, b), at: 0, over: a, b)
  }

  /// What is left of a number where the array is one of ints.
  static func whole(_ number: PythonExpression) -> PythonExpression {
    let call = PythonCall(
      qualifiedName: "math.floor", arguments: [.init(keyword: nil, value: number, offset: 0)], offset: 0)
    return PythonExpression(.call(call), at: 0, over: [number])
  }

  // MARK: Elements

  /// The element at a place, which is known to be within the array.
  func element(atPlace place: PythonExpression) -> PythonExpression {
    var (result, end) = (PythonExpression?.none, count)
    for piece in pieces.reversed() {
      let start = end - piece.count
      let own = start == 0 ? place : Self.binary(.subtract, place, Self.literal(start))
      let element = piece.element.replacing(Self.place, with: own)
      if let rest = result {
        let condition = PythonExpression(
          .comparison(place, [.init(op: .less, operand: Self.literal(end))]), at: 0,
          over: place, Self.literal(end))
        result = PythonExpression(
          .conditional(condition: condition, then: element, otherwise: rest), at: 0,
          over: [condition, element, rest])
      } else {
        result = element
      }
      end = start
    }
    return result ?? Self.literal(0)
  }

  /// The element at an index as Python takes it: negative ones count from the end, and those beyond it are an error.
  func element(at index: PythonExpression) -> PythonExpression {
    let range = Self.range(count)
    return element(atPlace: PythonExpression(.subscripted(range, index), at: 0, over: range, index))
  }

  /// `range(count)`
  static func range(_ count: Int) -> PythonExpression {
    let call = PythonCall(
      qualifiedName: "range", arguments: [.init(keyword: nil, value: literal(count), offset: 0)], offset: 0)
    return PythonExpression(.call(call), at: 0, over: [literal(count)])
  }

  /// The element at a place that is known.
  func element(_ place: Int) -> PythonExpression {
    var start = 0
    for piece in pieces {
      if place < start + piece.count {
        return piece.element.replacing(Self.place, with: Self.literal(place - start))
      }
      start += piece.count
    }
    return Self.literal(0)
  }

  // MARK: Others made of it

  /// Every element exchanged by what is made of it.
  func mapped(_ body: (PythonExpression) -> PythonExpression) -> ScriptArray {
    ScriptArray(pieces.map { Piece(count: $0.count, element: body($0.element)) })
  }

  /// Two arrays of one length, piece by piece.
  func paired(
    with other: ScriptArray, _ body: (PythonExpression, PythonExpression) -> PythonExpression
  ) -> ScriptArray {
    var result: [Piece] = []
    var (mine, others) = (pieces[...], other.pieces[...])
    while let a = mine.first, let b = others.first {
      let count = min(a.count, b.count)
      result.append(Piece(count: count, element: body(a.element, b.element)))
      mine = Self.rest(of: mine, behind: count)
      others = Self.rest(of: others, behind: count)
    }
    return ScriptArray(result)
  }

  private static func rest(of pieces: ArraySlice<Piece>, behind count: Int) -> ArraySlice<Piece> {
    guard let first = pieces.first else { return [] }
    let rest = pieces.dropFirst()
    if first.count == count { return rest }
    let moved = first.element.replacing(place, with: binary(.add, index, literal(count)))
    return [Piece(count: first.count - count, element: moved)] + rest
  }

  /// The elements at places that a slice takes.
  func sliced(_ places: [Int]) -> ScriptArray {
    guard let first = places.first else { return ScriptArray([]) }
    let step = places.count > 1 ? places[1] - first : 1
    if step == 1 {
      let behind = Self.rest(ofAll: pieces[...], behind: first)
      return ScriptArray(Self.first(places.count, of: behind))
    }
    let place = Self.binary(.add, Self.literal(first), Self.binary(.multiply, Self.literal(step), Self.index))
    return ScriptArray(count: places.count, element: element(atPlace: place))
  }

  private static func rest(ofAll pieces: ArraySlice<Piece>, behind count: Int) -> ArraySlice<Piece> {
    var (pieces, left) = (pieces, count)
    while left > 0, let first = pieces.first {
      let taken = min(left, first.count)
      pieces = rest(of: pieces, behind: taken)
      left -= taken
    }
    return pieces
  }

  private static func first(_ count: Int, of pieces: ArraySlice<Piece>) -> [Piece] {
    var (result, left) = ([Piece](), count)
    for piece in pieces where left > 0 {
      result.append(Piece(count: min(left, piece.count), element: piece.element))
      left -= piece.count
    }
    return result
  }

  /// With other elements from a place on.
  func replacing(from place: Int, with others: ScriptArray) -> ScriptArray {
    let end = place + others.count
    return ScriptArray(
      Self.first(place, of: pieces[...]) + others.pieces + Self.rest(ofAll: pieces[...], behind: end))
  }

  static func + (a: ScriptArray, b: ScriptArray) -> ScriptArray { ScriptArray(a.pieces + b.pieces) }
}
