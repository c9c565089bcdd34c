/// What two lrviz say to each other: the one that reads logs on their machine, and the one that shows them.
///
/// The reader begins with the line `hello`. Behind it comes a zlib stream of frames, flushed whenever there is news: a byte
/// for the kind, the length as a varint, and the contents. Runs are called by numbers; those that the request has named
/// keep their places in it.
package enum RelayProtocol {
  /// Changed with every change of what is sent: two that do not speak the same use what every Unix has.
  package static let version = 2
  static let hello = Array("lrviz relay \(version)\n".utf8)
  /// A frame is no longer.
  static let longestFrame = 4 << 20
  /// Runs of one path.
  static let mostRuns = 10_000
  /// When nothing else is to be said, this often something is.
  static let heartbeat = 15.0
}
