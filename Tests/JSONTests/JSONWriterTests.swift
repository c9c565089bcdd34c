import Testing

@testable import JSON

@Suite struct JSONWriterTests {
  @Test func commasStandWhereTheyBelong() {
    var json = JSONWriter()
    json.object { json in
      json.member("spec", "StepLR(step_size=10)")
      json.member("lrs", [0.1, 1e-05, .nan, -.infinity])
      json.member(
        "events",
        array: { json in
          json.object { $0.member("epoch", 3) }
          json.object { $0.member("on", true) }
        })
      json.member("none", array: { _ in })
      json.name("nothing")
      json.null()
    }
    #expect(
      json.text
        == #"{"spec": "StepLR(step_size=10)", "lrs": [0.1, 1e-05, "nan", "-inf"], "events": [{"epoch": 3}, {"on": true}], "none": [], "nothing": null}"#
    )
  }

  @Test func linesAndTextsThatFollowEachOther() {
    var json = JSONWriter()
    for count in 1...2 {
      json.array { json in
        for value in 0..<count {
          json.newLine(indent: 2)
          json.write(value)
        }
        json.newLine(isLast: true)
      }
      json.newLine()
    }
    #expect(json.text == "[\n  0\n]\n[\n  0,\n  1\n]\n")
  }

  @Test func whatHasBeenTakenIsForgotten() {
    var json = JSONWriter()
    json.beginArray()
    json.write(1)
    #expect(json.text == "[1")
    json.removeAll()
    json.write(2)
    json.endArray()
    #expect(json.text == ", 2]")
  }

  @Test func stringsAreEscaped() {
    var json = JSONWriter()
    json.write("\"\\/\n\r\t\u{0}\u{1B}\u{7F}ü😀")
    #expect(json.text == #""\"\\/\n\r\t\u0000\u001b\u007fü😀""#)
  }

  @Test func pythonsWords() {
    var json = JSONWriter(nonFinite: .python)
    json.write([.nan, .infinity, -.infinity, -0.0, 1, .leastNonzeroMagnitude, 1e16, 0.1 + 0.2])
    #expect(json.text == "[NaN, Infinity, -Infinity, -0.0, 1.0, 5e-324, 1e+16, 0.30000000000000004]")
  }

  @Test func indentedTrees() throws {
    let value: JSONValue = ["a": 1, "b": [1.5, 2], "c": [["d": 1], ["e": [:]]], "f": [], "g": ["h": "i"]]
    #expect(
      value.text(.indented)
        == """
        {
          "a": 1,
          "b": [1.5, 2],
          "c": [
            {
              "d": 1
            },
            {
              "e": {}
            }
          ],
          "f": [],
          "g": {
            "h": "i"
          }
        }
        """)
    #expect(try JSONValue(parsing: value.text(.indented)) == value)
  }

  @Test func whatIsWrittenReadsBack() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let value = RandomJSON.value(depth: 4, &random)
      for layout in [JSONValue.Layout.line, .indented] {
        #expect(try JSONValue(parsing: value.text(layout, nonFinite: .python)) == value)
      }
    }
  }
}

/// Random trees and bytes.
enum RandomJSON {
  static func value(depth: Int, _ random: inout some RandomNumberGenerator) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .int(Int(bitPattern: UInt(random.next() >> UInt64.random(in: 0...63, using: &random))))
    case 3:
      let number = Double(bitPattern: random.next())
      return .double(number.isNaN ? .infinity : number)
    case 4, 5: return .string(text(&random))
    case 6:
      return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth - 1, &random) })
    default:
      return .object(
        JSONObject(
          (0..<Int.random(in: 0...4, using: &random)).map { _ in
            JSONObject.Member(text(&random), value(depth: depth - 1, &random))
          }))
    }
  }

  private static func text(_ random: inout some RandomNumberGenerator) -> String {
    let letters: [Character] = ["a", "\"", "\\", "\n", "\u{1}", "ü", "😀", " ", "/", "\u{FFFD}", "z", "0"]
    return String(
      (0..<Int.random(in: 0...20, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
  }
}
