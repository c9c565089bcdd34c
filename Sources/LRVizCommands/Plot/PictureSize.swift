import ArgumentParser
import Canvas
import Charts
import Pictures

/// The size of a chart's picture in pixels, in proportion to which text and lines are: a larger picture is the same one,
/// sharper.
struct PictureSize {
  static let range = 100...8_000
  private static let standard = (width: 800.0, height: 500.0)
  /// Of the text, at the standard size.
  private static let font = 13.0

  let width: Double
  let height: Double

  /// What options say goes before what settings say, and pixels before cells.
  ///
  /// - Parameter cells: the size of the picture where an option gives it in cells.
  init(_ arguments: PictureArguments, cells: Size?, _ settings: Settings = .current) {
    let isGiven = arguments.width != nil || arguments.height != nil || cells != nil
    let width = isGiven ? arguments.width : settings.width.value
    let height = isGiven ? arguments.height : settings.height.value
    let usual = (isGiven ? cells : settings.size.value).map { Scene(CellGrid($0)) }
    let ratio = Self.standard.height / Self.standard.width
    self.width =
      width.map(Double.init) ?? height.map { (Double($0) / ratio).rounded() } ?? usual?.width
      ?? Self.standard.width
    self.height =
      height.map(Double.init) ?? width.map { (Double($0) * ratio).rounded() } ?? usual?.height
      ?? Self.standard.height
  }

  static func parse(_ text: String) throws -> Int {
    if let pixels = Int(text), range.contains(pixels) { return pixels }
    throw ValidationError("expected a whole number of pixels from \(range.lowerBound) to \(range.upperBound)")
  }

  private var font: Double {
    Self.font * max(0.75, min(width / Self.standard.width, height / Self.standard.height))
  }

  func isWhole(_ stack: ChartStack) -> Bool {
    stack.legendsAreWhole(width: width, height: height, font: font)
  }

  func scene(_ stack: ChartStack) -> Scene { stack.scene(width: width, height: height, font: font) }
}
