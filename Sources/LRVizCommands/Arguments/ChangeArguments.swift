import ArgumentParser

/// What is changed in mid-run: the option that `print` and `plot` share.
struct ChangeArguments: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Assign an attribute, or lr, at an epoch (with --interval step, a step) counted from 0; may be repeated. Beside the future in force it shows what a \
      scheduler rebuilt there, and the closed form, would do.
      """,
      valueName: "EPOCH:NAME=VALUE"),
    transform: Assignment.parse)
  var assignments: [Assignment] = []
}
