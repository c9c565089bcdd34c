import Foundation
import LRSchedulers
import SpecFuzzing
import TestSupport
import Testing

/// Functions made by chance, through CPython and through the reader: where both give a number it is the same to the last bit.
///
/// `LRVIZ_DIFFERENCES=100000 swift test --filter PythonDifferenceTests` compares as many; `make fuzz` does.
@Suite struct PythonDifferenceTests {
  private static let count =
    ProcessInfo.processInfo.environment["LRVIZ_DIFFERENCES"].flatMap(Int.init) ?? 1500
  private static let seed = ProcessInfo.processInfo.environment["LRVIZ_SEED"].flatMap(UInt64.init) ?? 1
  private static let epochs = [0, 1, 2, 3, 7, 10, 25]

  /// What CPython gives: the bits of a float, or the name of what it raises.
  private static let script = """
    import math, struct
    results = []
    for source in input:
        space = {"math": math}
        exec(source, space)
        row = []
        for epoch in EPOCHS:
            try:
                value = float(space["f"](epoch))
                row.append(str(struct.unpack("<Q", struct.pack("<d", value))[0]))
            except Exception as error:
                row.append(type(error).__name__)
        results.append(row)
    print(json.dumps(results))
    """

  @Test(.enabled(if: Python.canImport("math"), "needs python3 on the path, or LRVIZ_PYTHON"))
  func numbersAreCPythons() throws {
    var (compared, refused, functions) = (0, 0, 0)
    for block in 0..<UInt64((Self.count + 999) / 1000) {
      let size = min(1000, Self.count - functions)
      functions += size
      var maker = FunctionMaker(seed: Self.seed &+ block)
      let sources = (0..<size).map { _ in maker.next() }
      let script = Self.script.replacing("EPOCHS", with: "\(Self.epochs)")
      let wanted: [[String]] = try Python.run(script, sources)
      for (source, row) in zip(sources, wanted) {
        let found = Self.values(source)
        for (epoch, pair) in zip(Self.epochs, zip(found, row)) {
          // What only raises in a value that nobody uses is no function of a schedule.
          guard let bits = UInt64(pair.1) else { continue }
          guard let value = pair.0 else {
            refused += 1
            continue
          }
          compared += 1
          let isSame = bits == value.bitPattern || (value.isNaN && Double(bitPattern: bits).isNaN)
          #expect(
            isSame, "epoch \(epoch) of seed \(Self.seed &+ block) gives \(value), not \(pair.1):\n\(source)")
        }
      }
    }
    // Refusing what has a value is a bound that was met, and must stay seldom.
    #expect(compared > functions * 3, "\(compared) of \(functions) functions' values compared")
    #expect(refused * 5 < compared, "\(refused) refused, \(compared) compared")
  }

  /// nil where the reader, or the evaluation, refuses.
  private static func values(_ source: String) -> [Double?] {
    let text = "import math\n" + source + "\nLambdaLR(opt, f)"
    guard let schedule = try? Schedule(parsing: text),
      case .lambda(let lambda)? = schedule.value(of: "lr_lambda")
    else { return epochs.map { _ in nil } }
    return epochs.map { try? lambda($0) }
  }
}
