import Canvas
import RunLogs

/// The names of a run's series as they may be shown: nothing in them reaches a terminal, and no two are alike.
package struct ShownNames: Sendable {
  package private(set) var names: [String] = []

  package init(_ run: LogRun) {
    var taken: Set<String> = []
    for one in run.series {
      let plain = SafeText.escape(one.name)
      var name = plain
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(plain)~\(number)"
        number += 1
      }
      names.append(name)
    }
  }

  package subscript(index: Int) -> String { names[index] }
}
