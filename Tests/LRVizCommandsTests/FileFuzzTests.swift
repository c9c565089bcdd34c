import FileFuzzing
import Foundation
import LogFuzzing
import Testing

/// As the program file-fuzz, but short.
@Suite("Damaged files") struct FileFuzzTests {
  @Test("Configurations, states, sessions and JSON are refused or read back", arguments: FileKind.allCases)
  func damagedFiles(kind: FileKind) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("RecipesTests/Configurations")
    let files = try #require(try FileCorpus.files(configurations: folder.path)[kind])
    #expect(files.count > 5)
    let check = try FileCheck()
    // What is whole is read as what it is.
    for (index, file) in files.enumerated() {
      #expect(check.failure(of: file, as: kind, choice: index) == nil)
    }
    var mutator = LogMutator(seed: 14)
    for _ in 0..<400 {
      let bytes = mutator.chunk(of: files)
      let failure = check.failure(of: bytes, as: kind, choice: mutator.next(below: 1 << 20))
      #expect(failure == nil, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }
}
