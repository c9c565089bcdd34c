import LogFuzzing
import RunLogs
import Testing

/// Bytes in any cuts, also one at a time with pauses at the end of the file, give the same run.
@Suite("Bytes in any cuts")
struct CutTests {
  private static let files: [String] = {
    func below(_ folder: String) -> [String] {
      FileBytes.names(folder).flatMap { name -> [String] in
        let path = "\(folder)/\(name)"
        if FileBytes.kind(path) == .folder { return below(path) }
        return name.hasSuffix("expected.json") || name.contains(".db") || name == "runs.swanlab" ? [] : [path]
      }
    }
    return below(PracticeLogs.folder)
  }()

  @Test("The same run", arguments: files)
  func anyCuts(path: String) {
    let bytes = FileBytes.head(path, count: 1 << 20)
    let whole = LogCheck.run(bytes, nil, cut: 1 << 21)
    for cut in [7, 4_096] {
      #expect(LogCheck.run(bytes, nil, cut: cut).isLike(whole), "cuts of \(cut)")
    }
    if bytes.count < 2_500 {
      #expect(LogCheck.run(bytes, nil, cut: 1).isLike(whole), "single bytes")
      let few = Array(bytes.prefix(300))
      #expect(
        LogCheck.run(few, nil, cut: 1, pauses: true).isLike(LogCheck.run(few, nil, cut: 1_000)), "pauses")
    }
  }

  @Test("What is read quickly says what is read with care", arguments: files)
  func patterns(path: String) {
    let bytes = FileBytes.head(path, count: 1 << 20)
    for format in ["text", nil] {
      let whole = LogCheck.run(bytes, format, cut: 1 << 21)
      #expect(
        LogCheck.run(bytes, format, cut: 1 << 21, readsQuickly: false).isLike(whole),
        "\(format ?? "own format")")
    }
  }

  @Test("Damaged, in any cuts", arguments: [1, 2, 3])
  func damaged(seed: UInt64) {
    var mutator = LogMutator(seed: seed)
    let logs = Self.files.map { FileBytes.head($0, count: 1 << 14) }.filter { !$0.isEmpty }
    let formats: [String?] = LogFormat.all.map(\.name) + [nil, nil, nil, nil]
    for number in 0..<400 {
      let bytes = mutator.chunk(of: logs)
      let format = formats[mutator.next(below: formats.count)]
      let problem = LogCheck.problem(bytes, as: format, cuts: &mutator)
      #expect(problem == nil, "chunk \(number): \(String(decoding: bytes.prefix(300), as: UTF8.self))")
    }
  }
}
