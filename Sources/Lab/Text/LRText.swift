import Charts
import LRSchedulers

/// Learning rates as text.
enum LRText {
  /// As Python would write them: one number, or a list of one for each group.
  static func list(_ lrs: [Double]) -> String {
    let numbers = lrs.map(PythonNumber.repr)
    return numbers.count == 1 ? numbers[0] : "[" + numbers.joined(separator: ", ") + "]"
  }

  /// For readouts: `1.00e-02`, several separated by slashes.
  static func readout(_ lrs: [Double]) -> String {
    lrs.map(NumberFormat.lr.text).joined(separator: "/")
  }

  /// For parameter lines: Python's text where it is short, else rounded.
  static func compact(_ lrs: [Double]) -> String {
    let exact = list(lrs)
    return exact.utf8.count <= 8 * lrs.count ? exact : readout(lrs)
  }
}
