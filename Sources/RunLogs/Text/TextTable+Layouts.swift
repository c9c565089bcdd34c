/// Tables whose headers are more than a line of names, or that have none.
extension TextTable {
  /// The words between the bars of a line above a header: `|------ VALID ------|------ TRAIN ------|`; nil for any other line.
  static func groups(_ text: Bytes, _ range: Range<Int>) -> [String]? {
    let line = text[text.trimmed(range)]
    guard line.first == 0x7C, line.last == 0x7C, line.count(where: { $0 == 0x2D }) >= 6 else { return nil }
    let groups = line.split(separator: 0x7C).map { cell in
      cell.filter { $0 != 0x2D }.withUnsafeBufferPointer { $0[$0.trimmed(0..<$0.count)].text }
    }
    return groups.contains { Split(word: $0.lowercased()) != nil } ? groups : nil
  }

  /// The names of the header below such a line, in which several stand between two bars; those of a part of the data say so.
  ///
  /// - Parameter cells: what stands between the bars; each name's own on return.
  func grouped(_ text: Bytes, _ cells: inout [Range<Int>]) -> [String] {
    guard !groups.isEmpty, cells.count == groups.count || cells.count == groups.count + 1 else {
      return cells.map { text[$0].text }
    }
    // The first columns may stand in front of all groups.
    let groups = Array(repeating: "", count: cells.count - groups.count) + groups
    let names = zip(cells, groups).flatMap { cell, group in
      let isSplit = Split(word: group.lowercased()) != nil
      return Self.blanks(text, cell, width: 2).map { isSplit ? "\(group) \(text[$0].text)" : text[$0].text }
    }
    cells = cells.flatMap { Self.blanks(text, $0, width: 2) }
    return names
  }

  /// The columns of the rows that YOLOv5 wrote into `results.txt` up to its version 5, as YOLOv7 does: without a header. Its later
  /// versions call them so.
  private static let detector = [
    "epoch", "gpu_mem", "train/box_loss", "train/obj_loss", "train/cls_loss", "train/total_loss", "labels",
    "img_size", "metrics/precision", "metrics/recall", "metrics/mAP_0.5", "metrics/mAP_0.5:0.95",
    "val/box_loss", "val/obj_loss", "val/cls_loss",
  ]

  /// Whether a line is the first of a table without a header that is known by its shape: an epoch of how many, the memory in use,
  /// and a number for each other column.
  mutating func beginsWithout(header text: Bytes, _ range: Range<Int>, _ sink: inout RowSink) -> Bool {
    let cells = Self.blanks(text, text.trimmed(range), width: 1)
    guard !isActive, cells.count == Self.detector.count, text[cells[0]].contains(0x2F),
      text[cells[1].upperBound - 1] == 0x47, cells.allSatisfy({ Self.number(text, $0) != nil })
    else { return false }
    begin(Self.detector, &sink)
    return true
  }
}
