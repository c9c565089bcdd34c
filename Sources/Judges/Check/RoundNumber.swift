import LRSchedulers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The numbers that people write.
enum RoundNumber {
  /// Of the numbers from `low` to `high` one with the fewest significant digits, and of those the nearest to the middle.
  static func between(_ low: Double, _ high: Double) -> Double {
    guard low <= high, low.isFinite, high.isFinite else { return low }
    if low <= 0, high >= 0 { return 0 }
    if low < 0 { return -between(-high, -low) }
    let middle = low + (high - low) / 2
    let magnitude = Int(saturating: log10(high).rounded(.down))
    for digits in 1...16 {
      let exponent = magnitude - digits + 1
      // Multiplied or divided by a whole power of ten, so that the result is the double nearest to the decimal.
      let scale = pow(10, Double(abs(exponent)))
      let first = (exponent < 0 ? low * scale : low / scale).rounded(.up)
      let last = (exponent < 0 ? high * scale : high / scale).rounded(.down)
      let wanted = (exponent < 0 ? middle * scale : middle / scale).rounded()
      let nearest = min(max(wanted, first), last)
      let value = exponent < 0 ? nearest / scale : nearest * scale
      if first <= last, value >= low, value <= high { return value }
    }
    return middle
  }

  /// What the last of so many digits of a number counts.
  static func unit(of number: Double, digits: Int) -> Double {
    pow(10, log10(number).rounded(.down) - Double(digits) + 1)
  }

  /// The digits of a number that are written, without zeros at either end.
  static func digits(_ number: Double) -> Int { digits(in: number.description) }

  static func digits(_ number: Int) -> Int { digits(in: String(number)) }

  /// The same of all numbers in a text together; those in names do not count.
  static func digits(in text: String) -> Int {
    var (sum, digits, zeros) = (0, 0, 0)
    var (isExponent, isName) = (false, false)
    for byte in text.utf8 {
      switch byte {
      case 0x30 where digits > 0 && !isExponent && !isName: zeros += 1
      case 0x31...0x39 where !isExponent && !isName: (digits, zeros) = (digits + zeros + 1, 0)
      case 0x30...0x39: break
      case 0x65 where digits > 0 && !isName: isExponent = true
      case 0x2B, 0x2D, 0x2E: break
      default:
        sum += digits
        (digits, zeros, isExponent) = (0, 0, false)
        isName = byte == 0x5F || (byte | 0x20) &- 0x61 < 26
      }
    }
    return sum + digits
  }

  /// Of whole numbers the same.
  static func integer(_ low: Int, _ high: Int) -> Int {
    guard low < high else { return low }
    var unit = 1
    var best = low + (high - low) / 2
    while unit <= high {
      let first = (low + unit - 1) / unit * unit
      guard first <= high else { break }
      let middle = low + (high - low) / 2
      best = min(max(first, (middle + unit / 2) / unit * unit), high / unit * unit)
      if unit > Int.max / 10 { break }
      unit *= 10
    }
    return best
  }
}
