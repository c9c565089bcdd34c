import FileFuzzing
import Foundation
import Testing

/// As the program file-fuzz, but short.
@Suite("Damaged files") struct FileFuzzTests {
  @Test("Configurations, states, sessions and JSON are refused or read back", arguments: FileKind.allCases)
  func damagedFiles(kind: FileKind) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("RecipesTests/Configurations")
    let corpus = try FileCorpus.files(configurations: folder.path)
    let files = try #require(corpus[kind])
    #expect(files.count > 5)
    var check = try FileCheck()
    // What is whole is read as what it is.
    for (index, file) in files.enumerated() {
      #expect(check.failure(of: file, as: kind, choice: index) == nil)
    }
    #expect(check.read > files.count / 2)
    var mutator = FileMutator(corpus, seed: 14)
    for number in 0..<400 {
      let bytes = mutator.next(of: kind)
      let failure = check.failure(of: bytes, as: kind, choice: number)
      #expect(failure == nil, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }
}
