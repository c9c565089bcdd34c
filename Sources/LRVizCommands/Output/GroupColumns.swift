/// The names of a quantity that each parameter group has, as logs have them: `lr`, `lr/pg1`, `lr/pg2`.
enum GroupColumns {
  static func name(_ kind: String, group: Int) -> String { group == 0 ? kind : "\(kind)/pg\(group)" }

  static func names(_ kind: String, groups: Int) -> [String] { (0..<groups).map { name(kind, group: $0) } }
}
