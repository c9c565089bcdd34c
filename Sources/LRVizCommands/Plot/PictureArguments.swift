import ArgumentParser
import Canvas
import Charts
import Pictures

/// Where `plot` writes, and how large a picture is.
struct PictureArguments: FastArguments {
  var output: String?
  var width: Int?
  var height: Int?

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.option(.picture, &output) || reader.option(.pictureWidth, &width)
      || reader.option(.pictureHeight, &height)
  }

  /// nil where characters are written.
  var file: PictureFile? { output.flatMap(PictureFile.init) }

  func validate() throws(CommandError) {
    guard file == nil, width != nil || height != nil else { return }
    let name = width != nil ? "--width" : "--height"
    throw .usage(
      "\(name) counts pixels and goes with --output FILE.svg or FILE.png; --size counts cells, --size 120x40")
  }
}

/// The same, as ArgumentParser reads them.
struct PictureOptions: ParsableArguments {
  @Option(.picture) var output: String?
  @Option(.pictureWidth) var width: Int?
  @Option(.pictureHeight) var height: Int?

  var arguments: PictureArguments { PictureArguments(output: output, width: width, height: height) }
}

extension OptionDeclaration where Value == String {
  static var picture: Self {
    Self(
      "output", help: "Write a picture: FILE.svg or FILE.png; FILE.txt holds characters.", valueName: "FILE",
      parse: PictureFile.parse)
  }
}

extension OptionDeclaration where Value == Int {
  static var pictureWidth: Self {
    Self("width", help: "The width of the picture in pixels.", valueName: "PIXELS", parse: PictureSize.parse)
  }

  static var pictureHeight: Self {
    Self("height", help: "The height of the picture in pixels.", valueName: "PIXELS", parse: PictureSize.parse)
  }
}

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
