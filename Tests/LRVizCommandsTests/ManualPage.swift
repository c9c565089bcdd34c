import Lab

/// `lrviz.1`, in the man macros of roff: what the command line and the key table say of themselves, and what only people say.
struct ManualPage {
  let program: CommandLineDump.Command

  var text: String {
    ([
      ".\\\" Made of the command line and the key table by Scripts/update-manual; a test keeps it fresh.",
      Self.head,
    ]
      + [".SH COMMANDS"] + commands.map(Self.command) + [".SH KEYS OF THE LAB"]
      + KeyEntry.Group.allCases.map(Self.keys)
      + [Self.tail]).joined(separator: "\n") + "\n"
  }

  private var commands: [CommandLineDump.Command] {
    (program.subcommands ?? []).filter { $0.commandName != "help" }
  }

  private static func command(_ command: CommandLineDump.Command) -> String {
    let said = [command.abstract, command.discussion].compactMap(\.self).filter { !$0.isEmpty }.map(escaped)
    let arguments = (command.arguments ?? []).filter { !isEverywhere($0) }
    let usage = arguments.filter { $0.kind == "positional" }.map(operand)
    let heading = ([".SS lrviz \(command.commandName)", "[\\fIoptions\\fR]"] + usage).joined(separator: " ")
    let options = arguments.filter { $0.kind != "positional" }.map(option)
    return ([heading, said.joined(separator: "\n.PP\n")] + options).joined(separator: "\n")
  }

  private static func operand(_ argument: CommandLineDump.Argument) -> String {
    "[\\fI\(escaped(argument.valueName ?? ""))\\fR\(argument.isRepeating ? " ..." : "")]"
  }

  /// The options of every command are told once.
  private static func isEverywhere(_ argument: CommandLineDump.Argument) -> Bool {
    (argument.names ?? []).contains { ["help", "version"].contains($0.name) }
  }

  private static func option(_ argument: CommandLineDump.Argument) -> String {
    let names = (argument.names ?? []).map { "\\fB\(escaped($0.text))\\fR" }.joined(separator: ", ")
    let value = argument.kind == "flag" ? "" : " \\fI\(escaped(argument.valueName ?? ""))\\fR"
    let standard = argument.defaultValue.map { " (default: \($0))" } ?? ""
    return ".TP\n\(names)\(value)\n\(escaped((argument.abstract ?? "") + standard))"
  }

  private static func keys(_ group: KeyEntry.Group) -> String {
    ([".SS \(group.rawValue)"] + KeyTable.entries.filter { $0.group == group }.map(key)).joined(
      separator: "\n")
  }

  private static func key(_ entry: KeyEntry) -> String {
    ".TP\n\\fB\(escaped(entry.caps))\\fR\n\(escaped(entry.help))"
  }

  /// Text that roff prints as it is.
  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return plain.split(separator: "\n").map { [".", "'"].contains($0.prefix(1)) ? "\\&\($0)" : String($0) }
      .joined(separator: "\n")
  }
}
