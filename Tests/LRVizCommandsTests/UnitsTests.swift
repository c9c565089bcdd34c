import Testing

/// `lrviz units`, and steps in `print` and `plot`.
@Suite("Steps and epochs without a terminal")
struct UnitsTests {
  @Test("units says the calculation, of the workload where nothing is given")
  func text() throws {
    let line =
      "1,437 samples / (batch 32 × accumulation 1 × devices 1) = 45 steps/epoch × 100 epochs = 4,500 steps\n"
    #expect(try Program.run(["units"]).output == line + "warm-up  1% 45  3% 135  5% 225  10% 450\n")
    #expect(
      try Program.run(["units"], environment: ["LC_ALL": "C"]).output.allSatisfy { $0.isASCII })
  }

  @Test("units as JSON")
  func json() throws {
    let arguments = [
      "units", "--samples", "1281167", "--batch-size", "256", "--devices=8", "--accumulation", "2",
      "--epochs", "90", "--drop-last", "--format", "json",
    ]
    #expect(
      try Program.run(arguments).output == """
        {"samples": 1281167, "batch_size": 256, "accumulation": 2, "devices": 8, "epochs": 90, "drop_last": true, \
        "batches_per_epoch": 625, "steps_per_epoch": 313, "steps": 28170}

        """)
  }

  @Test(
    "units refuses what makes no sense",
    arguments: [
      (["--samples", "0"], "from 1 to 1000000000000000"), (["--batch-size", "-1"], "from 1 to"),
      (["--devices", "1e3"], "from 1 to"), (["--epochs", "9999999999999999999999"], "from 1 to"),
      (["--batch-size", "1000000000000000", "--devices", "1000000000000000"], "is more than"),
      (["--batch-size", "5000", "--drop-last"], "do not fill one batch"),
      (["--workload", "mnist"], "unknown workload 'mnist'"),
    ])
  func refused(arguments: [String], message: String) throws {
    let outcome = try Program.run(["units"] + arguments)
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }
}
