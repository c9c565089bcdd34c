import JSON

/// What takes the numbers of a line.
protocol NumberTaker {
  mutating func put(_ value: Double, power: Int8)
}

extension RowWriter: NumberTaker {}

/// The numbers of one line.
struct LineNumbers: NumberTaker, Sendable {
  private(set) var values: [Double] = []
  private(set) var powers: [Int8] = []

  mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    powers.removeAll(keepingCapacity: true)
  }

  mutating func put(_ value: Double, power: Int8) {
    values.append(value)
    powers.append(power)
  }
}

/// A line that has been read, as a pattern for those that differ in their numbers only: they mean the same, and are read
/// without asking the grammar again.
///
/// Between numbers a line must be equal, but for digits in stamps and the width of blanks in front of numbers.
struct LineTemplate: Sendable {
  private let sample: [UInt8]
  /// Where numbers stand in the sample, and whether they are whole.
  private let numbers: [(range: Range<Int>, isWhole: Bool)]
  /// Where digits may differ: stamps, and places in the source.
  private let loose: [Range<Int>]
  private let prefix: Range<Int>
  /// Of each item, which of the numbers it is, and which is its total.
  private let places: [(value: Int, total: Int?)]
  private(set) var meaning: LineMeaning
  let stream: Int

  /// nil for a line whose numbers are more than their digits.
  init?(_ text: Bytes, prefix: Range<Int>, _ scanned: LineScanner, _ meaning: LineMeaning, stream: Int) {
    guard meaning.hasCounter, !meaning.isUnlikeOthers, !meaning.fields.isEmpty,
      meaning.fields.allSatisfy({ $0.item >= 0 }),
      text.count < 1_024,
      scanned.items.allSatisfy(\.isPlain)
    else { return nil }
    for item in [meaning.stepItem, meaning.iterationItem, meaning.epochItem] {
      if let item, !scanned.items[item].isWhole { return nil }
    }
    // A number in front is a process or a count by what stands behind it.
    if let first = text.first(where: { $0 != 0x20 }), first.isDigit, prefix.lowerBound == 0 { return nil }
    var numbers: [(range: Range<Int>, isWhole: Bool)] = []
    var places: [(value: Int, total: Int?)] = []
    for item in scanned.items {
      places.append((numbers.count, item.totalDigits.map { _ in numbers.count + 1 }))
      numbers.append((item.digits, item.isWhole))
      if let total = item.totalDigits {
        numbers.append((total, true))
        // How many digits it has decides whether that is a date.
        let next = total.upperBound
        if next + 1 < text.count, text[next] == 0x2F || text[next].isBlank && text[next + 1].isDigit {
          return nil
        }
      }
    }
    sample = Array(text)
    self.numbers = numbers
    self.places = places
    loose = [prefix] + scanned.stamps
    self.prefix = prefix
    self.meaning = meaning
    self.stream = stream
  }

  /// Takes the numbers of a line of this kind into the meaning; false for one of another.
  mutating func take(_ line: Bytes, _ numbers: inout LineNumbers) -> Bool {
    numbers.removeAll()
    guard end(line, from: 0, &numbers) == line.count else { return false }
    fill(numbers)
    return true
  }

  /// Reads the numbers of what stands at a place; nil if it is of another kind.
  ///
  /// - Returns: where it ends.
  @inline(__always)
  func end(_ line: Bytes, from start: Int, _ taker: inout some NumberTaker) -> Int? {
    var place = start
    var literal = 0
    let isMatch = sample.withUnsafeBufferPointer { sample in
      for (range, isWhole) in numbers {
        guard match(sample, literal..<range.lowerBound, line, &place, isBeforeNumber: true),
          place < line.count, Self.beginning(line[place]) == Self.beginning(sample[range.lowerBound]),
          let number = DecimalNumber.quick(line, at: place, to: line.count)
            ?? DecimalNumber.parse(line, at: place, to: line.count),
          number.isWhole == isWhole, !isWhole || !Self.mayGoOn(line, number.end)
        else { return false }
        taker.put(number.value, power: number.power)
        place = number.end
        literal = range.upperBound
      }
      return match(sample, literal..<sample.count, line, &place, isBeforeNumber: false)
    }
    return isMatch ? place : nil
  }

  /// Takes the time of a line of this kind, which stands where the sample's does.
  mutating func restamp(_ line: Bytes) {
    guard meaning.stamp != nil else { return }
    meaning.stamp = LineStamp(line, in: 0..<min(line.count, prefix.upperBound))
  }

  /// How a number begins: what the grammar asks of the one that follows in a list.
  private static func beginning(_ byte: UInt8) -> UInt8 { byte.isDigit ? 0 : byte.isLetter ? 1 : byte }

  /// Whether thousands may follow behind a comma.
  private static func mayGoOn(_ line: Bytes, _ end: Int) -> Bool {
    end + 1 < line.count && line[end] == 0x2C && line[end + 1].isDigit
  }

  private mutating func fill(_ numbers: LineNumbers) {
    let count = numbers.values.withUnsafeBufferPointer { self.count($0) }
    (meaning.step, meaning.epoch, meaning.epochTotal) = (count.step, count.epoch, count.epochTotal)
    (meaning.iteration, meaning.total) = (count.iteration, count.total)
    for index in meaning.fields.indices {
      meaning.fields[index].value = numbers.values[place(ofField: index)]
      meaning.fields[index].power = numbers.powers[place(ofField: index)]
    }
  }

  /// Where a line of this kind stands, which has these numbers.
  @inline(__always)
  func count(_ values: UnsafeBufferPointer<Double>) -> LineCount {
    var count = LineCount(meaning)
    if let item = meaning.stepItem { count.step = values[places[item].value] }
    if let item = meaning.epochItem {
      count.epoch = values[places[item].value]
      if count.epochTotal != nil { count.epochTotal = places[item].total.map { values[$0] } }
    }
    if let item = meaning.iterationItem {
      count.iteration = values[places[item].value]
      count.total = places[item].total.map { values[$0] }
    }
    return count
  }

  /// Which of the numbers a field's value is.
  func place(ofField index: Int) -> Int { places[meaning.fields[index].item].value }

  /// How many numbers such a line has.
  var width: Int { numbers.count }

  /// Whether both are of the same line.
  func isLike(_ other: LineTemplate) -> Bool { stream == other.stream && sample == other.sample }

  /// Whether lines of this kind are the same before and after they are cleaned.
  var isPlain: Bool { sample.allSatisfy { $0 < 0x80 } }

  private func match(
    _ sample: Bytes, _ range: Range<Int>, _ line: Bytes, _ place: inout Int, isBeforeNumber: Bool
  ) -> Bool {
    if equals(sample, range, line, &place, isBeforeNumber) { return true }
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = sample[index]
      if byte == 0x20 {
        var end = index
        while end < range.upperBound, sample[end] == 0x20 { end += 1 }
        let start = place
        while place < line.count, line[place] == 0x20 { place += 1 }
        let isPadding = isBeforeNumber && end == range.upperBound
        // A wide blank parts fields, a single one may not.
        guard
          isPadding
            ? place > start || isOpener(sample, index)
            : (place - start >= 2) == (end - index >= 2) && place > start
        else { return false }
        index = end
        continue
      }
      guard place < line.count else { return false }
      if line[place] != byte {
        if line[place] == 0x20, isBeforeNumber { return false }
        guard byte.isDigit, line[place].isDigit, loose.contains(where: { $0.contains(index) }) else {
          return false
        }
      }
      index += 1
      place += 1
    }
    // Where the sample's number filled its field, a shorter one stands behind a blank.
    if isBeforeNumber, !range.isEmpty, sample[range.upperBound - 1] != 0x20,
      isOpener(sample, range.upperBound)
    {
      while place < line.count, line[place] == 0x20 { place += 1 }
    }
    return true
  }

  /// Whether a stretch is the sample's byte for byte, and then what `match` says of it.
  @inline(__always)
  private func equals(
    _ sample: Bytes, _ range: Range<Int>, _ line: Bytes, _ place: inout Int, _ isBeforeNumber: Bool
  ) -> Bool {
    guard !range.isEmpty, line.hasEqual(sample, range, at: place) else { return false }
    let isPadded = sample[range.upperBound - 1] == 0x20
    var end = place + range.count
    if isBeforeNumber {
      if isPadded || isOpener(sample, range.upperBound) {
        while end < line.count, line[end] == 0x20 { end += 1 }
      }
    } else if isPadded {
      return false
    }
    place = end
    return true
  }

  /// Whether a bracket, slash or equals sign stands in front, behind which blanks mean nothing.
  private func isOpener(_ sample: Bytes, _ index: Int) -> Bool {
    guard index > 0 else { return false }
    return [0x5B, 0x28, 0x2F, 0x3D].contains(sample[index - 1])
  }
}
