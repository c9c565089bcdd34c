import ArgumentParser

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
    Self(
      "height", help: "The height of the picture in pixels.", valueName: "PIXELS", parse: PictureSize.parse)
  }
}
