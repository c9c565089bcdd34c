import Tracks

extension TrainingPane {
  /// Looks at the validation loss as a plateau's scheduler does; at the loss of training where nothing is validated.
  mutating func showMicroscope() {
    let isOther = microscope.map { !$0.isAssumed && $0.schedule != schedule } ?? true
    var one = isOther ? PlateauMicroscope(schedule) : microscope ?? PlateauMicroscope(schedule)
    one.follow(measured)
    microscope = one
  }

  mutating func hideMicroscope() { microscope = nil }
}
