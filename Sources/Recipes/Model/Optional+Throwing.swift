import LRSchedulers

/// `??` for alternatives that may refuse, which the standard operator makes errors of any type of.
extension Optional {
  func or(_ other: @autoclosure () throws(SpecError) -> Wrapped) throws(SpecError) -> Wrapped {
    if let self { return self }
    return try other()
  }

  func orElse(_ other: @autoclosure () throws(SpecError) -> Wrapped?) throws(SpecError) -> Wrapped? {
    if let self { return self }
    return try other()
  }
}
