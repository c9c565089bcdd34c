/// The tags of an event file, and the series that each is.
struct EventTags: Sendable {
  private var names = NameTable()
  /// Of each tag; -1 of one that is refused.
  private var seriesOfTag: [Int] = []
  /// Of each tag, the one that came behind it the last time: most logs go round the same tags.
  private var behind: [Int] = []
  private var last = 0

  /// The series of a tag; nil of one that has not come yet.
  @inline(__always)
  mutating func series(of tag: Bytes) -> Int? {
    if let known = seriesBehindLast(tag) { return known }
    return names.knownNumber(of: tag).map { remember($0) }
  }

  /// The series of a tag, made with `make` when it comes for the first time; -1 of one that is refused.
  @inline(__always)
  mutating func series(of tag: Bytes, make: (Bytes) -> Int) -> Int {
    if let known = seriesBehindLast(tag) { return known }
    let number = names.number(of: tag)
    guard number >= 0 else { return -1 }
    if number == seriesOfTag.count {
      seriesOfTag.append(make(tag))
      behind.append(number)
    }
    return remember(number)
  }

  /// Of the tag that came behind the last one before, if it comes again.
  @inline(__always)
  private mutating func seriesBehindLast(_ tag: Bytes) -> Int? {
    guard last < behind.count, case let next = behind[last], names.matches(next, tag) else { return nil }
    last = next
    return seriesOfTag[next]
  }

  private mutating func remember(_ number: Int) -> Int {
    behind[last] = number
    last = number
    return seriesOfTag[number]
  }
}
