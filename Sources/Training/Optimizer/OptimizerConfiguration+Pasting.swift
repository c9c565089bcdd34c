import LRSchedulers

extension OptimizerConfiguration {
  /// What of a pasted optimizer can be trained with.
  ///
  /// - Returns: the optimizer with the arguments that are understood, nil for a class that is not among
  ///   ``Kind``; and the names of arguments that change nothing here.
  package static func pasted(_ pasted: PastedOptimizer) -> (configuration: Self?, dropped: [String]) {
    let name = pasted.name
    guard var best = try? OptimizerConfiguration(parsing: name + "()") else { return (nil, []) }
    var (texts, dropped): ([String], [String]) = ([], [])
    // Nesterov's momentum is refused without a momentum, which may stand behind it.
    let ordered =
      pasted.arguments.filter { $0.name != "nesterov" } + pasted.arguments.filter { $0.name == "nesterov" }
    for argument in ordered {
      // The rates are given apart.
      guard let keyword = argument.name, keyword != "lr" else { continue }
      let text = "\(keyword)=\(argument.value.python)"
      guard
        let next = try? OptimizerConfiguration(
          parsing: "\(name)(\((texts + [text]).joined(separator: ", ")))")
      else {
        dropped.append(keyword)
        continue
      }
      texts.append(text)
      best = next
    }
    return (best, dropped)
  }
}
