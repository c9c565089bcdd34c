import Testing

@testable import LRVizCommands

/// A slice of planning lasts a few milliseconds, whatever a step costs.
struct PlanningBudgetTests {
  @Test(arguments: [20, 80, 550, 20_000]) func slicesBecomeAsLongAsTheyMayLast(nanoseconds: Int) {
    var budget = PlanningBudget()
    for _ in 0..<40 { budget.took(.nanoseconds(budget.steps * nanoseconds)) }
    let time = budget.steps * nanoseconds
    #expect((2_900_000...3_100_000).contains(time) || budget.steps == 256)
  }

  @Test func oneSlowSliceIsFollowedByAShortOne() {
    var budget = PlanningBudget()
    for _ in 0..<40 { budget.took(.nanoseconds(budget.steps * 20)) }
    budget.took(.seconds(1))
    #expect(budget.steps <= 600)
    budget.took(.zero)
    #expect(budget.steps <= 1_200)
  }
}
