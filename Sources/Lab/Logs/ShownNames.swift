import Canvas
import RunLogs

/// The names of a run's series as they may be shown: nothing in them reaches a terminal, and no two are alike.
package struct ShownNames: Sendable {
  package private(set) var names: [String] = []

  /// - Parameter isForCells: whether each character has to fill one cell of the screen; lines of text take any letters.
  package init(_ run: LogRun, isForCells: Bool = true) {
    var taken: Set<String> = []
    // Counting goes on where it was: a log may have thousands of names that look alike.
    var next: [String: Int] = [:]
    for one in run.series {
      let plain = isForCells ? SafeText.escape(one.name) : SafeText.line(one.name)
      var name = plain
      while !taken.insert(name).inserted {
        let number = next[plain, default: 2]
        name = "\(plain)~\(number)"
        next[plain] = number + 1
      }
      names.append(name)
    }
  }

  package subscript(index: Int) -> String { names[index] }
}
