import LogFuzzing
import SpecFuzzing

/// Damages files of each kind: half as logs are damaged, which leaves little that can be read, and half as specs are, with numbers and
/// words that are awkward in their places.
package struct FileMutator {
  private let files: [FileKind: [[UInt8]]]
  private var bytes: LogMutator
  private var texts: [FileKind: SpecMutator]

  package init(_ files: [FileKind: [[UInt8]]], seed: UInt64) {
    self.files = files
    bytes = LogMutator(seed: seed)
    texts = files.mapValues { SpecMutator($0.map { String(decoding: $0, as: UTF8.self) }, seed: seed) }
  }

  package mutating func next(of kind: FileKind) -> [UInt8] {
    if bytes.next(below: 2) == 0, let text = texts[kind]?.next() { return Array(text.utf8) }
    return bytes.chunk(of: files[kind] ?? [])
  }
}
