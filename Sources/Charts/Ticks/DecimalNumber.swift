#if canImport(Glibc)
  import Glibc
#endif

/// `mantissa * 10^exponent`, exactly: ticks are made and written in decimal, so that a label never shows `0.30000000000000004`.
struct DecimalNumber: Sendable, Equatable {
  var mantissa: Int
  var exponent: Int

  /// Correctly rounded as long as the mantissa and the power are exact doubles.
  var value: Double {
    exponent < 0
      ? Double(mantissa) / pow(10, Double(-exponent)) : Double(mantissa) * pow(10, Double(exponent))
  }

  /// With `-exponent` decimals: `0.05`, `-1.5`, `100`.
  var fixedText: String {
    guard exponent < 0 else {
      return mantissa == 0 ? "0" : String(mantissa) + String(repeating: "0", count: exponent)
    }
    var digits = String(mantissa.magnitude)
    if digits.utf8.count <= -exponent {
      digits = String(repeating: "0", count: 1 - exponent - digits.utf8.count) + digits
    }
    let point = digits.utf8.index(digits.endIndex, offsetBy: exponent)
    return (mantissa < 0 ? "-" : "") + String(digits[..<point]) + "." + String(digits[point...])
  }

  /// With as few digits as possible: `1e-5`, `-2.5e7`, `0`.
  var scientificText: String {
    guard mantissa != 0 else { return "0" }
    let reduced = self.reduced
    let digits = String(reduced.mantissa.magnitude)
    let power = reduced.exponent + digits.utf8.count - 1
    let rest = digits.dropFirst()
    let sign = reduced.mantissa < 0 ? "-" : ""
    return "\(sign)\(digits.prefix(1))\(rest.isEmpty ? "" : ".")\(rest)e\(power)"
  }

  /// Thousands as `k`, millions as `M`, billions as `G`; larger and broken numbers in scientific form.
  var countText: String {
    let reduced = self.reduced
    let digits = String(reduced.mantissa.magnitude).utf8.count + reduced.exponent
    guard digits > 4, digits <= 12 else {
      return digits > 12 ? scientificText : reduced.exponent < 0 ? fixedText : reduced.fixedText
    }
    let group = (digits - 1) / 3
    let scaled = DecimalNumber(mantissa: reduced.mantissa, exponent: reduced.exponent - 3 * group)
    return scaled.fixedText + ["", "k", "M", "G"][group]
  }

  /// The same number without trailing zeros.
  var reduced: DecimalNumber {
    guard mantissa != 0 else { return DecimalNumber(mantissa: 0, exponent: 0) }
    var result = self
    while result.mantissa % 10 == 0 {
      result.mantissa /= 10
      result.exponent += 1
    }
    return result
  }
}
