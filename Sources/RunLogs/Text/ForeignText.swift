import CFormats

/// Lines that are no UTF-8 but the Chinese encoding of Windows, GBK, as what a program prints there is when it goes to a file.
enum ForeignText {
  /// Words that such logs have; bytes of any other kind rarely make one of them.
  private static let words = [
    "学习率", "训练", "损失", "准确", "验证", "测试", "轮", "当前", "精度", "迭代", "步数", "批次", "：", "，",
  ].map { Array($0.utf8) }

  /// The line in UTF-8; nil for one that is that already, or is of no encoding that is known.
  static func utf8(_ line: Bytes) -> [UInt8]? {
    guard !isUTF8(line) else { return nil }
    var decoded = [UInt8](repeating: 0, count: 3 * line.count + 4)
    let count = decoded.withUnsafeMutableBytes { out in
      lrviz_gbk_to_utf8(line.baseAddress, line.count, out.baseAddress, out.count)
    }
    guard count > 0 else { return nil }
    decoded.removeLast(decoded.count - Int(count))
    return words.contains { decoded.firstRange(of: $0) != nil } ? decoded : nil
  }

  /// Whether every byte beyond ASCII begins a character of its length or goes on with one.
  private static func isUTF8(_ line: Bytes) -> Bool {
    var index = 0
    while index < line.count {
      let byte = line[index]
      index += 1
      guard byte >= 0x80 else { continue }
      guard (0xC2...0xF4).contains(byte) else { return false }
      let end = index + (byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3)
      guard end <= line.count else { return false }
      while index < end {
        guard line[index] & 0xC0 == 0x80 else { return false }
        index += 1
      }
    }
    return true
  }
}
