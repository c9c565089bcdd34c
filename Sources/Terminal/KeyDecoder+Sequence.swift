import Canvas

/// `ESC [ parameters final`, or `ESC O final` without parameters.
struct ControlSequence {
  /// The byte `<`, `=`, `>` or `?` before the parameters, which makes it another sequence altogether.
  let prefix: UInt8?
  /// What is missing or not a number is 0.
  let numbers: [Int]
  let final: Character

  init(_ parameters: [UInt8], final: UInt8) {
    prefix = parameters.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    numbers = parameters.dropFirst(prefix == nil ? 0 : 1)
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    self.final = Character(Unicode.Scalar(final))
  }

  func number(_ index: Int) -> Int { numbers.indices.contains(index) ? numbers[index] : 0 }

  /// xterm's second parameter is 1 plus a bit for each modifier, Shift being the lowest.
  var hasShift: Bool { number(1) > 1 && (number(1) - 1) & 1 == 1 }
}

extension KeyDecoder {
  mutating func finish(_ sequence: ControlSequence) {
    switch sequence.prefix {
    case nil where sequence.final == "~": finishNumbered(sequence)
    case nil: finishLettered(sequence)
    case UInt8(ascii: "<") where sequence.final == "M" || sequence.final == "m":
      let point = Point(x: sequence.number(1) - 1, y: sequence.number(2) - 1)
      // Here a release says of which button it is.
      let button = sequence.number(0)
      if sequence.final == "M" {
        appendMouse(button: button, point)
      } else if button & 3 == 0, button < 64 {
        appendMouse(button: 3, point)
      }
    case UInt8(ascii: "?") where sequence.final == "c": answers.append(.attributes)
    default: break
    }
  }

  private mutating func finishLettered(_ sequence: ControlSequence) {
    switch sequence.final {
    case "A": events.append(sequence.hasShift ? .shiftUp : .up)
    case "B": events.append(sequence.hasShift ? .shiftDown : .down)
    case "C": events.append(sequence.hasShift ? .shiftRight : .right)
    case "D": events.append(sequence.hasShift ? .shiftLeft : .left)
    case "a": events.append(.shiftUp)
    case "b": events.append(.shiftDown)
    case "c": events.append(.shiftRight)
    case "d": events.append(.shiftLeft)
    case "H": events.append(.home)
    case "F": events.append(.end)
    case "M": events.append(.enter)
    case "Z": events.append(.backTab)
    case "P", "Q", "R", "S":
      // With numbers these are reports.
      guard sequence.numbers.allSatisfy({ $0 == 0 }), let key = "PQRS".firstIndex(of: sequence.final) else {
        break
      }
      events.append(.function("PQRS".distance(from: "PQRS".startIndex, to: key) + 1))
    default: break
    }
  }

  private mutating func finishNumbered(_ sequence: ControlSequence) {
    switch sequence.number(0) {
    case 1, 7: events.append(.home)
    case 4, 8: events.append(.end)
    case 3: events.append(.delete)
    case 5: events.append(.pageUp)
    case 6: events.append(.pageDown)
    case 11...15: events.append(.function(sequence.number(0) - 10))
    case 17...21: events.append(.function(sequence.number(0) - 11))
    case 23, 24: events.append(.function(sequence.number(0) - 12))
    case 200: state = .paste
    default: break
    }
  }

  mutating func acceptMouse(_ report: [UInt8]) {
    state = report.count < 3 ? .mouse(report) : .ground
    guard report.count == 3, report.allSatisfy({ $0 > 32 }) || report[0] == 32 else { return }
    appendMouse(button: Int(report[0]) - 32, Point(x: Int(report[1]) - 33, y: Int(report[2]) - 33))
  }

  /// The bits of a button: 1 and 2 its number (3 is a release), 4 8 16 modifiers, 32 motion, 64 wheel.
  private mutating func appendMouse(button: Int, _ point: Point) {
    guard point.x >= 0, point.y >= 0 else { return }
    switch button & ~(4 | 8 | 16) {
    case 0: events.append(.click(point))
    case 3: events.append(.release(point))
    case 32: events.append(.drag(point))
    case 64: events.append(.wheel(point, -1))
    case 65: events.append(.wheel(point, 1))
    default: break
    }
  }
}
