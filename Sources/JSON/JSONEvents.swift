/// What a ``JSONScanner`` finds, in the order of the text.
package protocol JSONEvents {
  mutating func beginObject()
  mutating func endObject()
  mutating func beginArray()
  mutating func endArray()
  /// The name of an object's member.
  mutating func key(_ name: UnsafeBufferPointer<UInt8>)
  /// A string, its escapes replaced.
  mutating func string(_ text: UnsafeBufferPointer<UInt8>)
  /// - Parameter text: the number as it is written.
  mutating func number(_ number: DecimalNumber, _ text: UnsafeBufferPointer<UInt8>)
  /// `true`, `false`, `null`, and any other bare word.
  mutating func word(_ text: UnsafeBufferPointer<UInt8>)
}
