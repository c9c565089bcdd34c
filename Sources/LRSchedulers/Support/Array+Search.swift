extension Array {
  /// The number of leading elements for which `precedes` holds, in an array partitioned by it. O(log count)
  @inlinable
  func insertionIndex(where precedes: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if precedes(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
