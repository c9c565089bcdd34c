import CFormats

/// Lines that are no UTF-8 but the Chinese encoding of Windows, GB18030, as what a program prints there is when it goes to a file.
enum ForeignText {
  /// Words that such logs have; bytes of any other kind rarely make one of them.
  private static let words = [
    "学习率", "训练", "损失", "准确", "验证", "测试", "轮", "当前", "精度", "迭代", "步数", "批次", "：", "，",
  ].map { Array($0.utf8) }

  /// The line in UTF-8; nil for one that is that already, or is of no encoding that is known.
  static func utf8(_ line: Bytes) -> [UInt8]? {
    guard line.contains(where: { $0 >= 0x80 }), String(validating: line, as: UTF8.self) == nil else {
      return nil
    }
    var decoded = [UInt8](repeating: 0, count: 3 * line.count + 4)
    let count = decoded.withUnsafeMutableBytes { out in
      lrviz_gb18030_to_utf8(line.baseAddress, line.count, out.baseAddress, out.count)
    }
    guard count > 0 else { return nil }
    decoded.removeLast(decoded.count - Int(count))
    return words.contains { decoded.firstRange(of: $0) != nil } ? decoded : nil
  }
}
