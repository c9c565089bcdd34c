/// A column of numbers as few bytes, which zlib packs further; every bit of them comes back.
///
/// Printed numbers are whole multiples of a power of ten: these are written, or their differences, of what advances evenly
/// the differences of those, which are zeros. Others are written byte by byte, all first bytes before all second ones.
enum PackedColumn {
  private enum Form: UInt8 {
    case decimals, evenDecimals, floats, doubles
  }

  /// Whole numbers up to here are exact.
  private static let largest = 9_007_199_254_740_992.0
  /// Powers of ten up to here are exact.
  private static let largestPower = 22

  // MARK: Writing

  /// - Parameter power: of ten, of the last digit that was printed of the values; nil where nobody knows.
  static func write(_ values: [Double], power: Int?, isEven: Bool, _ writer: inout PackWriter) {
    for power in [0, power].compactMap(\.self) {
      guard let decimals = decimals(values, power) else { continue }
      writer.put((isEven ? Form.evenDecimals : .decimals).rawValue)
      writer.put(signed: Int64(power))
      for number in differences(isEven ? differences(decimals) : decimals) { writer.put(signed: number) }
      return
    }
    let floats = values.map(Float.init)
    if zip(floats, values).allSatisfy({ Double($0).bitPattern == $1.bitPattern }) {
      writer.put(Form.floats.rawValue)
      writePlanes(floats.map { UInt64($0.bitPattern) }, 4, &writer)
    } else {
      writer.put(Form.doubles.rawValue)
      writePlanes(values.map(\.bitPattern), 8, &writer)
    }
  }

  /// The values as multiples of a power of ten; nil where one of them is none.
  private static func decimals(_ values: [Double], _ power: Int) -> [Int64]? {
    guard abs(power) <= largestPower else { return nil }
    let unit = tens(abs(power))
    var decimals: [Int64] = []
    decimals.reserveCapacity(values.count)
    for value in values {
      let number = (power < 0 ? value * unit : value / unit).rounded()
      guard abs(number) < largest, self.value(number, power, unit).bitPattern == value.bitPattern else {
        return nil
      }
      decimals.append(Int64(number))
    }
    return decimals
  }

  private static func value(_ number: Double, _ power: Int, _ unit: Double) -> Double {
    power < 0 ? number / unit : number * unit
  }

  private static func tens(_ power: Int) -> Double { (0..<power).reduce(1.0) { unit, _ in unit * 10 } }

  /// The first number, and what each adds to the one before it. Numbers are below 2 to the power 53, so that no
  /// difference of differences is too large.
  private static func differences(_ numbers: [Int64]) -> [Int64] {
    var last: Int64 = 0
    return numbers.map { number in
      defer { last = number }
      return number - last
    }
  }

  private static func writePlanes(_ words: [UInt64], _ bytes: Int, _ writer: inout PackWriter) {
    for plane in 0..<bytes {
      for word in words { writer.put(UInt8(truncatingIfNeeded: word >> UInt64(8 * plane))) }
    }
  }

  // MARK: Reading

  static func read(_ count: Int, _ reader: inout PackReader) throws(PackingError) -> [Double] {
    switch Form(rawValue: try reader.byte()) {
    case .decimals: try readDecimals(count, isEven: false, &reader)
    case .evenDecimals: try readDecimals(count, isEven: true, &reader)
    case .floats:
      try readPlanes(count, 4, &reader).map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
    case .doubles: try readPlanes(count, 8, &reader).map(Double.init(bitPattern:))
    case nil: throw PackingError()
    }
  }

  private static func readDecimals(
    _ count: Int, isEven: Bool, _ reader: inout PackReader
  ) throws(PackingError) -> [Double] {
    guard let power = Int(exactly: try reader.signed()), abs(power) <= largestPower else {
      throw PackingError()
    }
    let unit = tens(abs(power))
    var values: [Double] = []
    values.reserveCapacity(count)
    var (number, difference): (Int64, Int64) = (0, 0)
    for _ in 0..<count {
      // A hostile sum may wrap around; it is a number like any other.
      difference = isEven ? difference &+ (try reader.signed()) : try reader.signed()
      number &+= difference
      values.append(value(Double(number), power, unit))
    }
    return values
  }

  private static func readPlanes(
    _ count: Int, _ bytes: Int, _ reader: inout PackReader
  ) throws(PackingError) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: count)
    for plane in 0..<bytes {
      let content = try reader.take(count)
      for index in 0..<count { words[index] |= UInt64(content[index]) << UInt64(8 * plane) }
    }
    return words
  }
}
