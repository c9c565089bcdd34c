import Predict

#if canImport(Glibc)
  import Glibc
#endif

/// A run of shared/predict: `step,lr,loss`, a row every 128 steps, after a warm-up of 2,160 steps that the file does not have.
struct Run {
  let name: String
  let rates: LoggedRateCurve
  let rows: [(step: Int, loss: Double)]
  static let warmup = Warmup(steps: 2_160, source: .option)

  init?(folder: String, file: String) {
    guard file.hasSuffix(".csv"), let text = Self.text("\(folder)/\(file)") else { return nil }
    name = String(file.dropLast(4))
    let numbers = text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
    // The reference leaves a last row at the end of the schedule out.
    let all = numbers.filter { $0.count == 3 && $0[0] != 24_000 }
    rates = LoggedRateCurve(all.map { (step: Int($0[0]), rate: $0[1]) })
    rows = all.map { (step: Int($0[0]), loss: $0[2]) }
  }

  static func all(in folder: String) -> [Run] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var runs: [Run] = []
    while let entry = readdir(handle) {
      let file = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let run = Run(folder: folder, file: file) { runs.append(run) }
    }
    return runs.sorted { $0.name < $1.name }
  }

  private static func text(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The run as far as a step; with its whole schedule known or not.
  func record(to last: Int = .max) -> RunRecord {
    var record = RunRecord(rows: LossRows(rows.filter { $0.step <= last }), rates: .logged(rates))
    record.warmup = Self.warmup
    return record
  }

  var allRates: [Double] { rates.rates(Self.warmup, to: rows.last?.step ?? 0) }
}
