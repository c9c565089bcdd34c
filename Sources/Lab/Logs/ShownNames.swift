import Canvas
import RunLogs

/// The names of a run's series as they may be shown: nothing in them reaches a terminal, and no two are alike.
package struct ShownNames: Sendable {
  package private(set) var names: [String] = []

  package init(_ run: LogRun) {
    var taken: Set<String> = []
    // Counting goes on where it was: a log may have thousands of names that look alike.
    var next: [String: Int] = [:]
    for one in run.series {
      let plain = SafeText.escape(one.name)
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
