/// Takes out of a line what is for the terminal's eyes: escape sequences, backspaces, frames and blocks.
enum CleanLine {
  /// Appends the readable part of `line` to `out`: frames' uprights become `|`, other frames, blocks and arrows blanks.
  static func append(_ line: Bytes, to out: inout [UInt8]) {
    var index = 0
    while index < line.count {
      let byte = line[index]
      if byte >= 0x20, byte < 0x7F {
        out.append(byte)
        index += 1
      } else if byte == 0x1B {
        index = escape(line, index + 1)
      } else if byte == 0x09 {
        out.append(byte)
        index += 1
      } else if byte >= 0xC2 {
        index = wide(line, index, &out)
      } else {
        index += 1
      }
    }
  }

  private static func escape(_ line: Bytes, _ start: Int) -> Int {
    guard start < line.count else { return start }
    var index = start + 1
    switch line[start] {
    case .ascii("["):
      while index < line.count, line[index] < 0x40 || line[index] > 0x7E { index += 1 }
      return min(index + 1, line.count)
    case .ascii("]"):
      while index < line.count, line[index] != 0x07, line[index] != 0x1B { index += 1 }
      return min(index + (index < line.count && line[index] == 0x1B ? 2 : 1), line.count)
    case .ascii("("), .ascii(")"): return min(start + 2, line.count)
    default: return start + 1
    }
  }

  /// What a wide form of East Asian type stands for, such as a colon or a bracket that fills a square; nil for any other character.
  private static func plainForm(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt8? {
    switch (first, second) {
    case (0xEF, 0xBC) where third >= 0x81: third - 0x60
    case (0xEF, 0xBD) where third <= 0x9E: third - 0x20
    case (0xE3, 0x80):
      switch third {
      case 0x80: 0x20
      case 0x90: 0x5B
      case 0x91: 0x5D
      default: nil
      }
    default: nil
    }
  }

  /// A character beyond ASCII.
  private static func wide(_ line: Bytes, _ index: Int, _ out: inout [UInt8]) -> Int {
    let byte = line[index]
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    guard index + length <= line.count else {
      out.append(byte)
      return index + 1
    }
    if length == 3, let plain = plainForm(line[index], line[index + 1], line[index + 2]) {
      out.append(plain)
      return index + length
    }
    // The mark at the beginning of a file.
    if byte == 0xEF, line[index + 1] == 0xBB, line[index + 2] == 0xBF { return index + length }
    if byte == 0xC2, line[index + 1] == 0xA0 || line[index + 1] == 0xB7 {
      out.append(0x20)
    } else if byte == 0xE2, line[index + 1] >= 0x86, line[index + 1] <= 0x97 {
      let isUpright =
        line[index + 1] == 0x94 && (line[index + 2] == 0x82 || line[index + 2] == 0x83)
        || line[index + 1] == 0x95 && line[index + 2] == 0x91
      out.append(isUpright ? 0x7C : line[index + 1] == 0x94 || line[index + 1] == 0x95 ? 0x2D : 0x20)
    } else {
      out.append(contentsOf: line[index..<(index + length)])
    }
    return index + length
  }
}
