import Testing

@testable import JSON

/// The scanner gives the same events whatever pieces the bytes come in, and never traps.
@Suite struct JSONScannerTests {
  /// What the scanner meets, as text, with the bytes handed over in pieces of one size.
  private func events(_ bytes: [UInt8], pieces size: Int) -> [String] {
    var scanner = JSONScanner(depthLimit: 64)
    var events: [String] = []
    var (buffer, position, taken) = ([UInt8](), 0, 0)
    while true {
      let isLast = taken == bytes.count
      do {
        try buffer.withUnsafeBufferPointer { (buffer) throws(JSONError) in
          while let event = try scanner.next(buffer, at: &position, isLast: isLast) {
            events.append(describe(event, buffer))
          }
        }
      } catch {
        return events + ["error: \(error.message)"]
      }
      if isLast { return events }
      buffer.removeFirst(position)
      position = 0
      let end = min(bytes.count, taken + size)
      buffer += bytes[taken..<end]
      taken = end
    }
  }

  private func describe(_ event: JSONEvent, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
    switch event {
    case .name(let token): "name \(token.string(in: bytes))"
    case .string(let token): "string \(token.string(in: bytes))"
    case .number(let token): "number \(token.int(in: bytes).map { "\($0)" } ?? "\(token.double(in: bytes))")"
    default: "\(event)"
    }
  }

  @Test func eventsInOrder() {
    let text = #"{"a": [1, 2.5, "x\n", null], "b": {}} true NaN"#
    #expect(
      events(Array(text.utf8), pieces: 1000) == [
        "beginObject", "name a", "beginArray", "number 1", "number 2.5", "string x\n", "null", "endArray",
        "name b",
        "beginObject", "endObject", "endObject", "bool(true)", "nonFinite(nan)",
      ])
  }

  @Test func piecesOfAnySizeGiveTheSame() {
    var random = SystemRandomNumberGenerator()
    for round in 0..<300 {
      var bytes = Array(RandomJSON.value(depth: 4, &random).text(nonFinite: .python).utf8)
      bytes += Array("\n".utf8) + Array(RandomJSON.value(depth: 2, &random).text(.indented).utf8)
      if round % 3 == 0 { bytes = [0xEF, 0xBB, 0xBF] + bytes }
      if round % 2 == 0, !bytes.isEmpty {
        for _ in 0..<3 {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      }
      let whole = events(bytes, pieces: bytes.count)
      for size in [1, 2, 7, 64] { #expect(events(bytes, pieces: size) == whole, "\(bytes)") }
    }
  }

  @Test func cutTextsAreErrorsAndNeverTraps() throws {
    let text =
      #"{"a": [1.5e-3, "x\u00e9\ud83d\ude00", true, false, null, NaN, -Infinity, {"b": [[]]}], "c": -0}"#
    let bytes = Array(text.utf8)
    for length in bytes.indices {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<length])) }
      let last = events(Array(bytes[..<length]), pieces: 3).last ?? ""
      #expect(last.hasPrefix("error") == (length > 0))
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
      // What is read is written and read again as the same.
      if case .success(let value) = result, !value.text(nonFinite: .python).contains("NaN") {
        #expect((try? JSONValue(parsing: value.text(nonFinite: .python))) == value)
      }
    }
  }

  /// A string that comes in a thousand pieces is searched once: each call begins where the last one stopped.
  @Test func longTokens() {
    let long = "\"" + String(repeating: "abc\\n\\u0041", count: 20_000) + "\""
    #expect(events(Array(long.utf8), pieces: 4096).count == 1)
    let digits = Array(String(repeating: "1", count: 100_000).utf8)
    #expect(events(digits, pieces: 4096) == ["error: a number of more than 65536 bytes"])
  }

  @Test func namesAreComparedWithoutStrings() throws {
    let bytes = Array(#"{"loss": 1, "l\u006fss": 2, "lo": 3}"#.utf8)
    try bytes.withUnsafeBufferPointer { bytes in
      var (scanner, position, found) = (JSONScanner(), 0, [Bool]())
      while let event = try scanner.next(bytes, at: &position, isLast: true) {
        if case .name(let token) = event { found.append(token.equals("loss", in: bytes)) }
      }
      #expect(found == [true, true, false] && scanner.isBetweenTexts)
    }
  }
}
