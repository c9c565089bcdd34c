import Testing

@testable import JSON

@Suite struct JSONValueTests {
  private static let numbers: [(String, JSONValue)] = [
    ("0", .int(0)), ("-0", .int(0)), ("-12", .int(-12)), ("1.0", .double(1)), ("1e2", .double(100)),
    ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
    ("9223372036854775808", .double(9.223372036854775808e18)), ("Infinity", .double(.infinity)),
    ("[-Infinity]", .array([.double(-.infinity)])),
  ]

  private static let strings: [(String, String)] = [
    ("\"\"", ""), ("\"\\u0041\\n\\t\\\\\\/\\\"\\b\\f\\r\"", "A\n\t\\/\"\u{8}\u{C}\r"),
    ("\"\\ud83d\\ude00\"", "😀"), ("\"ü😀\"", "ü😀"), ("\"\\ud83d\"", "\u{FFFD}"), ("\"\\ude00x\"", "\u{FFFD}x"),
    ("\"\\ud83d\\u0041\"", "\u{FFFD}A"), ("\"a\tb\"", "a\tb"), ("\"\\u0000\"", "\0"),
  ]

  private static let structures: [(String, JSONValue)] = [
    ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("[]", .array([])),
    ("{}", .object([:])),
    ("\t\r\n[ ]\n", .array([])), ("\u{FEFF}[1]", .array([.int(1)])),
    ("[1, [2, []], {}]", .array([.int(1), .array([.int(2), .array([])]), .object([:])])),
    ("{\"a\": 1, \"b\": {\"c\": null}}", .object(["a": .int(1), "b": .object(["c": .null])])),
  ]

  @Test(arguments: numbers + structures)
  func vectors(text: String, value: JSONValue) throws { #expect(try JSONValue(parsing: text) == value) }

  @Test(arguments: strings)
  func stringVectors(text: String, value: String) throws {
    #expect(try JSONValue(parsing: text) == .string(value))
  }

  @Test func pythonsNaN() throws {
    let value = try JSONValue(parsing: "{\"loss\": NaN, \"x\": [NaN, 1]}")
    #expect(value["loss"]?.double?.isNaN == true)
  }

  private static let errors: [(String, String, Int, Int)] = [
    ("", "no value", 1, 1), ("  \n ", "no value", 2, 2), ("[1,]", "expected a value, found ']'", 1, 4),
    ("[1 2]", "expected a comma or ], found '2'", 1, 4), ("{\"a\" 1}", "expected a colon, found '1'", 1, 6),
    ("{a: 1}", "expected a name in quotes or }, found 'a'", 1, 2),
    ("{\"a\": 1,}", "expected a name in quotes, found '}'", 1, 9),
    ("[1\n,\n  x]", "expected a value, found 'x'", 3, 3), ("tru", "the text ends within 'true'", 1, 1),
    ("trve", "expected a value, found a word that is not 'true'", 1, 1),
    ("01", "a number that goes on with '1'", 1, 2), ("[1x]", "a number that goes on with 'x'", 1, 3),
    ("1 2", "more after the end of the text", 1, 3), ("-", "a number without its last digits", 1, 2),
    ("1.", "a number without its last digits", 1, 3), ("1e+", "a number without its last digits", 1, 4),
    ("+1", "expected a value, found '+'", 1, 1), (".5", "expected a value, found '.'", 1, 1),
    ("\"abc", "a string without its closing quote", 1, 1), ("\"\\x\"", "an unknown escape in a string", 1, 2),
    ("\"\\u12g4\"", "\\u in a string without four hexadecimal digits", 1, 2),
    ("[", "the text ends too early: expected a value or ]", 1, 2),
    ("{\"a\":", "the text ends too early: expected a value", 1, 6),
    ("[1}", "expected a comma or ], found '}'", 1, 3),
    ("]", "expected a value, found ']'", 1, 1), ("'a'", "expected a value, found '''", 1, 1),
    ("[1]\u{0}", "more after the end of the text", 1, 4), ("\u{1}", "expected a value, found byte 1", 1, 1),
    ("-Inf", "the text ends within '-Infinity'", 1, 1),
    ("nan", "expected a value, found a word that is not 'null'", 1, 1),
  ]

  @Test(arguments: errors)
  func errorsSayWhereAndWhat(text: String, message: String, line: Int, column: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == "line \(line), column \(column): \(message)")
  }

  @Test func bytesThatAreNotUTF8BecomeReplacements() throws {
    let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0xC3, 0x22]
    #expect(try JSONValue(parsing: bytes) == .string("a\u{FFFD}\u{FFFD}"))
  }

  @Test func deepNestingIsAnError() throws {
    for open in ["[", "{\"a\":"] {
      let text = String(repeating: open, count: 200_000)
      let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
      #expect(error?.message == "more than 512 arrays and objects within each other")
    }
    let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try JSONValue(parsing: deep).text() == deep)
    let mixed = String(repeating: "[{\"a\":", count: 200) + "1" + String(repeating: "}]", count: 200)
    #expect(try JSONValue(parsing: mixed).text().replacing(" ", with: "") == mixed)
  }

  @Test func membersKeepOrderAndRepetitions() throws {
    let value = try JSONValue(parsing: "{\"b\": 1, \"a\": 2, \"b\": 3}")
    var object = try #require(value.object)
    #expect(object.members.map(\.name) == ["b", "a", "b"] && object["b"] == 3)
    #expect(value.text() == "{\"b\": 1, \"a\": 2, \"b\": 3}")
    object["b"] = 4
    #expect(object.members.map(\.name) == ["b", "a"])
    object["a"] = nil
    object["c"] = true
    #expect(JSONValue.object(object).text() == "{\"b\": 4, \"c\": true}")
  }

  @Test func longListsAreReadInLinearTime() throws {
    let text = "[" + repeatElement("[1, \"a\"]", count: 100_000).joined(separator: ",") + "]"
    #expect(try JSONValue(parsing: text).array?.count == 100_000)
  }

  @Test func numbersOfOtherSpellings() {
    #expect(JSONValue.double(5).int == 5 && JSONValue.double(5.5).int == nil && JSONValue.int(5).double == 5)
    #expect(JSONValue.string("-inf").double == -.infinity && JSONValue.string("nan").double?.isNaN == true)
    #expect(JSONValue.string("1").double == nil && JSONValue.double(.nan).int == nil)
  }
}
