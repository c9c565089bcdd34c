import Canvas
import RunLogs
import TestSupport
import Testing

@testable import Lab

/// Names of series as they are shown: safe, and told apart.
@Suite("Shown names")
struct ShownNamesTests {
  private func shown(_ names: [String]) -> (raw: [String], shown: [String]) {
    let members = names.map { name in
      "\"" + name.unicodeScalars.map { "\\u" + String(0x10000 + $0.value, radix: 16).dropFirst() }.joined()
        + "\": 1"
    }
    let run = LogSamples.run("{\"step\": 1, \(members.joined(separator: ", "))}\n").run
    return (run.series.map(\.name), ShownNames(run).names)
  }

  @Test("Names that look alike are counted, past names that look like a count")
  func counted() {
    let names = shown(["a\u{1}", "a\u{2}", "a?", "a?~2", "b", "a\u{202E}", "a\u{3}"])
    #expect(names.shown == ["a?", "a?~2", "a?~3", "a?~2~2", "b", "a?~4", "a?~5"])
  }

  @Test("Any names are safe, told apart, and numbered by the first number that is free", arguments: 1...40)
  func law(_ seed: Int) {
    var noise = Noise(state: UInt64(seed))
    let pieces = ["\u{1}", "\u{7}", "\u{200B}", "?", "~2", "~3", "~", "x", "\u{1B}"]
    let made = (0..<120).map { _ in
      (0..<Int.random(in: 1...3, using: &noise)).map { _ in pieces.randomElement(using: &noise)! }.joined()
    }
    var seen: Set<String> = []
    let (raw, shown) = shown(made.filter { seen.insert($0).inserted })
    #expect(raw.count == seen.count)
    var taken: Set<String> = []
    for (name, one) in zip(raw, shown) {
      let plain = SafeText.escape(name)
      let expected = ([plain] + (2...raw.count + 2).map { "\(plain)~\($0)" }).first { !taken.contains($0) }
      #expect(one == expected && one == SafeText.escape(one))
      taken.insert(one)
    }
    #expect(taken.count == raw.count)
  }
}
