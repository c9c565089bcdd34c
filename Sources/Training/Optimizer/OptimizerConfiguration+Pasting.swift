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
    for (index, argument) in pasted.arguments.enumerated() {
      // The rates are given apart, and the first argument is the rate.
      if argument.name == "lr" || (argument.name == nil && index == 0) { continue }
      guard let keyword = argument.name else { continue }
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
