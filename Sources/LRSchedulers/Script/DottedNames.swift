/// Parts of dotted names. They are cut as bytes: a script has thousands of them, and walking characters takes longer than
/// all the rest.
extension String {
  private static let dot = UInt8(ascii: ".")

  var hasDot: Bool { utf8.contains(Self.dot) }

  /// What stands before the first dot.
  var firstPart: String { String(self[..<(utf8.firstIndex(of: Self.dot) ?? endIndex)]) }

  /// What stands behind the last dot.
  var lastPart: String {
    guard let dot = utf8.lastIndex(of: Self.dot) else { return self }
    return String(self[utf8.index(after: dot)...])
  }

  /// The last part of what is called in it: `get_scheduler` of `utils.get_scheduler(args.name)`.
  var calledPart: String {
    guard let bracket = utf8.firstIndex(of: UInt8(ascii: "(")) else { return lastPart }
    return String(self[..<bracket]).lastPart
  }

  /// Whether it is `base.name`.
  func isAttribute(_ name: String, of base: String) -> Bool {
    utf8.count == base.utf8.count + 1 + name.utf8.count && utf8.starts(with: base.utf8)
      && utf8[utf8.index(utf8.startIndex, offsetBy: base.utf8.count)] == Self.dot
      && utf8.suffix(name.utf8.count).elementsEqual(name.utf8)
  }

  /// What stands before the last dot; nil where there is none.
  var withoutLastPart: String? {
    utf8.lastIndex(of: Self.dot).map { String(self[..<$0]) }
  }

  /// The parts between the dots.
  var parts: [String] {
    var result: [String] = []
    var start = startIndex
    while let dot = utf8[start...].firstIndex(of: Self.dot) {
      result.append(String(self[start..<dot]))
      start = utf8.index(after: dot)
    }
    result.append(String(self[start...]))
    return result
  }
}

extension String {
  /// Whether some letters stand in it, compared as bytes: to compare characters takes fifty times as long, and this is asked
  /// of every name that is called.
  func holds(_ part: String) -> Bool {
    utf8.withContiguousStorageIfAvailable { own in
      part.utf8.withContiguousStorageIfAvailable { own.holds($0) } ?? contains(part)
    } ?? contains(part)
  }
}

extension String {
  /// Whether some small letters stand in it, as capitals too.
  func holds(ignoringCase part: StaticString) -> Bool {
    let width = part.utf8CodeUnitCount
    return utf8.withContiguousStorageIfAvailable { own in
      guard own.count >= width else { return false }
      return (0...own.count - width).contains { start in
        (0..<width).allSatisfy {
          own[start + $0] == part.utf8Start[$0] || own[start + $0] | 0x20 == part.utf8Start[$0]
        }
      }
    } ?? lowercased().contains(part.description)
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = part.first else { return true }
    var start = 0
    while start + part.count <= count {
      if self[start] == first, (1..<part.count).allSatisfy({ self[start + $0] == part[$0] }) { return true }
      start += 1
    }
    return false
  }
}

/// What a name says about what it calls, which is found once for each name.
struct CalleeKind {
  /// Whether a scheduler or a function that builds one has this name.
  var isScheduler: Bool
  var isOptimizer: Bool
  var looksLikeScheduler: Bool
  /// What lambdas call it, where it is a function of numbers.
  var function: String?
  var isMathematics: Bool
  /// Whether a function of that name may set the rates of an optimizer.
  var mayNameRates: Bool

  init(_ path: String) {
    let last = path.lastPart
    isScheduler =
      Catalog.hasEntry(namedLike: last)
      && (ScriptLibraries.schedulerNames.contains(last) || Catalog.endsWithEntry(path))
      || Self.factories.contains(last) || ScriptInterpreter.oldScheduleNames.contains(last)
    isOptimizer = last.utf8.first.map { $0 & 0x20 == 0 } == true && ScriptLibraries.isOptimizer(path)
    mayNameRates = Self.rates.contains { last.holds(ignoringCase: $0) }
    looksLikeScheduler = ScriptLibraries.looksLikeScheduler(path.calledPart)
    isMathematics = ScriptLibraries.mathematics(path) != nil
    let mayBeFunction = isMathematics || path.hasPrefix("builtins.") || path.hasPrefix("bisect.")
    function = mayBeFunction ? ScriptLibraries.function(path) : nil
  }

  private static let rates: [StaticString] = ["lr", "learning_rate", "sched", "decay"]

  /// What builds a scheduler or an optimizer besides the classes and functions of the catalog.
  private static let factories: Set<String> = [
    "create_scheduler", "create_scheduler_v2", "scheduler_kwargs", "LRScheduler", "_LRScheduler",
    "GradualWarmupScheduler", "LearningRateScheduler", "create_optimizer",
  ]
}

extension ScriptInterpreter {
  func kind(of path: String) -> CalleeKind {
    if let known = calleeKinds[path] { return known }
    let kind = CalleeKind(path)
    calleeKinds[path] = kind
    return kind
  }
}
