/// The three ways in which a change in mid-run can go on.
package enum Future: String, Sendable, CaseIterable {
  /// The attribute is assigned on the live scheduler (`scheduler.T_max = 20`), which goes on from the rate in force.
  case inForce = "in force"
  /// The scheduler is rebuilt on the same optimizer (`scheduler = CosineAnnealingLR(optimizer, T_max=20)`): it
  /// counts from epoch 0 again, goes on from the rate in force if it is recursive, and from the `initial_lr` that the
  /// first scheduler left in the groups if it assigns.
  case rebuilt
  /// The new formula evaluated at the epoch, as `scheduler.step(epoch)` does; see ``ClosedForm``.
  case closedForm = "closed form"

  /// Those beside the one in force.
  package static let allButInForce: [Future] = [.rebuilt, .closedForm]
}
