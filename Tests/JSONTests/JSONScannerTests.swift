import Testing

@testable import JSON

/// The scanner tells the same whatever pieces the bytes come in, and never traps.
@Suite struct JSONScannerTests {
  /// What the scanner meets, as text.
  private struct Told: JSONEvents {
    var events: [String] = []

    mutating func beginObject() { events.append("{") }
    mutating func endObject() { events.append("}") }
    mutating func beginArray() { events.append("[") }
    mutating func endArray() { events.append("]") }
    mutating func key(_ name: UnsafeBufferPointer<UInt8>) { add("key", name) }
    mutating func string(_ text: UnsafeBufferPointer<UInt8>) { add("string", text) }
    mutating func word(_ text: UnsafeBufferPointer<UInt8>) { add("word", text) }
    mutating func number(_ number: DecimalNumber, _ text: UnsafeBufferPointer<UInt8>) {
      add("number \(number.value)", text)
    }

    private mutating func add(_ kind: String, _ text: UnsafeBufferPointer<UInt8>) {
      events.append("\(kind) \(String(decoding: text, as: UTF8.self))")
    }
  }

  private static let forgiving = JSONScanner(depthLimit: 8, stringLimit: 64)
  private static let strict = JSONScanner(grammar: JSONGrammar(depthLimit: 64))

  private func events(_ bytes: [UInt8], _ scanner: JSONScanner, pieces size: Int) -> [String] {
    var (scanner, told) = (scanner, Told())
    for start in stride(from: 0, to: bytes.count, by: max(1, size)) {
      Array(bytes[start..<min(bytes.count, start + size)]).withUnsafeBufferPointer { scanner.take($0, &told) }
    }
    scanner.finish(&told)
    return told.events + (scanner.error.map { ["error at \($0.offset): \($0.message)"] } ?? [])
  }

  private func events(_ text: String, _ scanner: JSONScanner) -> [String] {
    events(Array(text.utf8), scanner, pieces: 1_000)
  }

  @Test func eventsInOrder() {
    let expected = [
      "{", "key a", "[", "number 1.0 1", "number 2.5 2.5", "string x\n", "word null", "]", "key b", "{", "}",
      "}",
    ]
    let text = #"{"a": [1, 2.5, "x\n", null], "b": {}}"#
    #expect(events(text, Self.forgiving) == expected)
    #expect(events(text, Self.strict) == expected)
  }

  @Test func pythonsOwnWritingIsForgiven() {
    #expect(
      events("{'loss': nan, 'lr': 1e-3, 'done': True, 'x': tensor(2.5)} {'y' -Infinity 3", Self.forgiving)
        == [
          "{", "key loss", "number nan nan", "key lr", "number 0.001 1e-3", "key done", "word True", "key x",
          "word tensor(2.5)", "}", "{", "key y", "number -inf -Infinity", "number 3.0 3",
        ])
  }

  @Test func whatIsTooDeepOrTooLongIsPassedOver() {
    let deep = String(repeating: "[", count: 100) + "1" + String(repeating: "]", count: 100) + " 2"
    #expect(
      events(deep, Self.forgiving)
        == Array(repeating: "[", count: 8) + Array(repeating: "]", count: 8) + ["number 2.0 2"])
    let long = "\"" + String(repeating: "ab\\n", count: 1_000) + "\""
    #expect(events(long, Self.forgiving).map(\.utf8.count) == ["string ".utf8.count + 64])
    #expect(events(long, Self.strict).map(\.utf8.count) == ["string ".utf8.count + 3_000])
  }

  @Test func halfOfASurrogatePairBelongsToItsString() {
    let text = #"["\ud83d", "\ude00", "\ud83dx", "\ud83d\n", "\ud83d\ude00"]"#
    for scanner in [Self.forgiving, Self.strict] {
      #expect(
        events(text, scanner) == [
          "[", "string \u{FFFD}", "string \u{FFFD}", "string \u{FFFD}x", "string \u{FFFD}\n", "string 😀", "]",
        ])
    }
  }

  @Test func piecesOfAnySizeGiveTheSame() {
    var random = SystemRandomNumberGenerator()
    for round in 0..<300 {
      var bytes = Array(RandomJSON.value(depth: 4, &random).text(nonFinite: .python).utf8)
      if round % 3 == 0 { bytes = [0xEF, 0xBB, 0xBF] + bytes }
      if round % 2 == 0, !bytes.isEmpty {
        for _ in 0..<3 {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      }
      for scanner in [Self.forgiving, Self.strict] {
        let whole = events(bytes, scanner, pieces: bytes.count)
        for size in [1, 2, 7, 64] { #expect(events(bytes, scanner, pieces: size) == whole, "\(bytes)") }
      }
    }
  }

  @Test func cutTextsAreErrorsAndNeverTraps() throws {
    let text =
      #"{"a": [1.5e-3, "x\u00e9\ud83d\ude00", true, false, null, NaN, -Infinity, {"b": [[]]}], "c": -0}"#
    let bytes = Array(text.utf8)
    for length in bytes.indices {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<length])) }
      #expect(events(Array(bytes[..<length]), Self.strict, pieces: 3).last?.hasPrefix("error") == true)
    }
    #expect(try JSONValue(parsing: text).object?.members.count == 2)
  }

  @Test func noise() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("{}[]:,\"\\u0e.-+1 \ntrufalsnNIy".utf8) + [0, 0xFF, 0xC3]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      let result = Result { try JSONValue(parsing: bytes) }
      // What is read is written and read again as the same, and the forgiving scanner finds no other events in it.
      if case .success(let value) = result, !value.text(nonFinite: .python).contains("NaN") {
        #expect((try? JSONValue(parsing: value.text(nonFinite: .python))) == value)
        let forgiving = JSONScanner(depthLimit: 64, stringLimit: 64)
        #expect(events(bytes, forgiving, pieces: 5) == events(bytes, Self.strict, pieces: 5))
      }
    }
  }

  @Test func longTokens() {
    let long = "\"" + String(repeating: "abc\\n\\u0041", count: 20_000) + "\""
    #expect(events(Array(long.utf8), Self.strict, pieces: 4_096).count == 1)
    let digits = Array(String(repeating: "1", count: 100_000).utf8)
    #expect(
      events(digits, Self.strict, pieces: 4_096) == ["error at 0: a number of more than 65536 bytes"])
  }
}
