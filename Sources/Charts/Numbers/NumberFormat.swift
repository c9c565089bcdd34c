import CSystem

/// How numbers are written, the same in axes, readouts and files: as Python and C write them, to the last digit, and
/// never in the manner of the locale. Not finite ones read `nan`, `inf`, `-inf`.
package enum NumberFormat: Sendable, Hashable {
  /// `'%.2e'`: `1.00e-02`
  case scientific(decimals: Int)
  /// `'%.4f'`: `0.1234`
  case fixed(decimals: Int)
  /// A share of one: `93.1%`
  case percent(decimals: Int)
  /// The fewest digits that read back as the same double: `0.1`, `1e-05`
  case shortest

  /// A learning rate.
  package static let lr = NumberFormat.scientific(decimals: 2)
  package static let loss = NumberFormat.fixed(decimals: 4)
  package static let accuracy = NumberFormat.percent(decimals: 1)

  package func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    return switch self {
    case .scientific(let decimals): Self.printed("e", value, max(0, decimals))
    case .fixed(let decimals): Self.printed("f", value, max(0, decimals))
    case .percent(let decimals): Self.percentText(value, max(0, decimals))
    case .shortest: value.description
    }
  }

  /// A loss that fits a readout: fixed where that shows something, scientific where it is huge or tiny.
  package static func readout(_ value: Double) -> String {
    let magnitude = abs(value)
    let isPlain = magnitude == 0 || (0.00095 <= magnitude && magnitude < 10_000)
    return (isPlain ? NumberFormat.loss : .lr).text(value)
  }

  /// With two or three digits, for marks in a chart: `2.2`, `0.417`, `38`, `1.2e7`.
  package static func brief(_ value: Double) -> String {
    let magnitude = abs(value)
    switch magnitude {
    case 0: return "0"
    case 0.001..<1: return NumberFormat.fixed(decimals: 3).text(value)
    case 1..<10: return NumberFormat.fixed(decimals: 1).text(value)
    case 10..<100_000: return NumberFormat.fixed(decimals: 0).text(value)
    default: return NumberFormat.scientific(decimals: 1).text(value)
    }
  }

  private static func percentText(_ value: Double, _ decimals: Int) -> String {
    let share = value * 100
    return share.isFinite ? printed("f", share, decimals) + "%" : "inf%"
  }

  /// As C prints it; the program never takes the numbers of a locale.
  private static func printed(_ conversion: Unicode.Scalar, _ value: Double, _ decimals: Int) -> String {
    // No double has more decimals, and the largest has 309 digits before the point.
    let decimals = min(decimals, 1_074)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 320 + decimals) { buffer in
      cs_print_number(
        buffer.baseAddress, buffer.count, CChar(truncatingIfNeeded: conversion.value), CInt(decimals), value)
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
