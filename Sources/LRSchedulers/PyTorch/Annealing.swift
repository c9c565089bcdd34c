/// The shape in which ``OneCycleLR`` and ``SWALR`` go from one rate to another: PyTorch's `anneal_strategy`.
public enum Annealing: String, Sendable, Codable, CaseIterable {
  /// Half a cosine.
  case cos
  /// A straight line.
  case linear
}
