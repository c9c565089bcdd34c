import Foundation
import Testing

/// `--set` shows what else could have become of the change.
@Suite("Three futures in print and plot")
struct FutureOutputTests {
  private func run(_ verb: String, _ spec: String, _ arguments: String...) throws -> Program.Outcome {
    try Program.run([verb, spec] + arguments)
  }

  @Test func columnsFollowTheOldOnes() throws {
    let outcome = try run(
      "print", "ExponentialLR(0.5)", "--set", "2:gamma=0.1", "--epochs", "5", "--lr", "1,2", "--format",
      "csv")
    #expect(
      outcome.output == """
        epoch,lr,lr/pg1,rebuilt,rebuilt/pg1,closed_form,closed_form/pg1
        1,1.0,2.0,1.0,2.0,1.0,2.0
        2,0.5,1.0,0.5,1.0,0.5,1.0
        3,0.25,0.5,0.25,0.5,0.010000000000000002,0.020000000000000004
        4,0.025,0.05,0.025,0.05,0.0010000000000000002,0.0020000000000000005
        5,0.0025000000000000005,0.005000000000000001,0.0025000000000000005,0.005000000000000001,\
        0.00010000000000000002,0.00020000000000000004

        """)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
  }

  @Test func theTableNamesThem() throws {
    let outcome = try run("print", "StepLR(2)", "--set", "1:lr=0.5", "--epochs", "4")
    #expect(
      outcome.output == """
           epoch            lr       rebuilt   closed_form
               1           0.1           0.1           0.1
               2           0.5           0.5           0.1  set
               3          0.05           0.5          0.01  decay
               4          0.05          0.05          0.01

        """)
  }

  @Test func jsonHasThemBesideTheRates() throws {
    let outcome = try run(
      "print", "CosineAnnealingLR(50)", "--set", "12:T_max=20", "--epochs", "14", "--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let schedule = try #require((object["schedules"] as? [[String: Any]])?.first)
    let lrs = try #require((schedule["lrs"] as? [[Double]])?.first)
    let futures = try #require(schedule["futures"] as? [String: [[Double]]])
    let (rebuilt, formula) = (
      try #require(futures["rebuilt"]?.first), try #require(futures["closed_form"]?.first)
    )
    #expect(lrs.count == 14 && rebuilt[..<13] == lrs[..<13] && formula[..<12] == lrs[..<12])
    #expect(abs(lrs[13] - 0.0683109) < 1e-7 && abs(rebuilt[13] - 0.0859163) < 1e-7)
    #expect(abs(formula[12] - 0.0345492) < 1e-7)
  }

  @Test func aFutureThatIsNotThereIsNullWithTheReason() throws {
    let outcome = try run(
      "print", "MultiplicativeLR(lambda e: 1 / (e - 3))", "--set", "1:lr=2", "--epochs", "3", "--format",
      "json")
    let reason = "there is no closed form: each rate follows from the one before"
    #expect(
      outcome.output.contains(
        "\"futures\": {\"rebuilt\": [[0.1, 2.0, -1.0]], \"closed_form\": null, \"ends\": {\"closed_form\": \"\(reason)\"}}}"
      ))
    #expect(outcome.errors == "lrviz: note: MultiplicativeLR: \(reason)\n")
  }

  @Test func aFutureMayEndEarly() throws {
    let outcome = try run(
      "print", "PolynomialLR(9)", "--set", "1:total_iters=0", "--epochs", "3", "--format", "csv")
    #expect(
      outcome.output
        == "epoch,lr,rebuilt,closed_form\n1,0.1,0.1,0.1\n2,0.08888888888888889,0.08888888888888889,\n3,0.08888888888888889,0.08888888888888889,\n"
    )
    #expect(
      outcome.errors.contains("PolynomialLR: the closed form ends before epoch 2: float division by zero"))
  }

  @Test func schedulesThatAreNotChangedHaveOneFuture() throws {
    let both = try Program.run([
      "print", "StepLR(2)", "CosineAnnealingLR(9)", "--set", "0:T_max=9", "--epochs", "1", "--format", "csv",
    ])
    let spec = "CosineAnnealingLR(T_max=9)"
    #expect(
      both.output == """
        epoch,StepLR(step_size=2) lr,\(spec) lr,\(spec) rebuilt,\(spec) closed_form
        1,0.1,0.1,0.1,0.1

        """)
  }

  @Test func theTutorialsLinesStayAsTheyAre() throws {
    let outcome = try run(
      "print", "StepLR(2)", "--set", "1:gamma=0.5", "--epochs", "3", "--format", "tutorial")
    #expect(outcome.output.hasSuffix("Epoch 2, Current LR: 1.00e-01\nEpoch 3, Current LR: 5.00e-02\n"))
  }

  @Test func plotDrawsAndLabelsThem() throws {
    let outcome = try run(
      "plot", "CosineAnnealingLR(50)", "--set", "12:T_max=20", "--epochs", "40", "--size", "76x14",
      "--glyphs",
      "ascii")
    #expect(
      outcome.output == """
        CosineAnnealingLR(T_max=50)       --- in force  ooo rebuilt  ::: closed form
            |
        0.10+'''''''''|----|____   v                                           __|-c
            |                  ''''||oooo                                   |-|'
            |                      :|     oooo                          __|''
            |                      :''|      ooo o                    |-|
            |                      :  |__        ooo                 |'
        0.05+                      :    |           o o          __|''
            |                       :   ''|           ooooo    |-|
            |                        :: : |-|               _|''                  or
            |                             ::||          __|-|ooo              oooo
        0.00+                                |||____|-|''       o  oooo  oooo
            ++------+--------+-----^--+--------+--------+--------+--------+--------+
             1      5        10       15       20       25       30       35      40

        """)
  }
}
