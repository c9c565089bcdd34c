import Lab

/// The manual in the man macros of roff: what the command line and the key table say of themselves, and what only people say.
///
/// `lrviz.1` has all of it, and each command has a page of its own.
struct ManualPage {
  let program: CommandLineDump.Command

  /// The pages by the names of their files.
  var pages: [(name: String, text: String)] {
    [("lrviz.1", text)] + commands.map { ("lrviz-\($0.commandName).1", Self.page($0)) }
  }

  private var text: String {
    ([Self.origin, Self.head]
      + [".SH COMMANDS"] + commands.map(Self.command) + [".SH KEYS OF THE LAB"]
      + KeyEntry.Group.allCases.map(Self.keys)
      + [Self.tail]).joined(separator: "\n") + "\n"
  }

  private var commands: [CommandLineDump.Command] {
    (program.subcommands ?? []).filter { $0.commandName != "help" }
  }

  private static let origin =
    ".\\\" Made of the command line and the key table by Scripts/update-manual; a test keeps it fresh."

  private static func command(_ command: CommandLineDump.Command) -> String {
    let heading = ([".SS lrviz \(command.commandName)"] + usage(command)).joined(separator: " ")
    return ([heading, said(command)] + options(command)).joined(separator: "\n")
  }

  private static func page(_ command: CommandLineDump.Command) -> String {
    let name = escaped("lrviz-\(command.commandName)")
    let abstract = escaped(command.abstract.replacing(/\.$/, with: ""))
    return
      ([
        origin, ".TH \(name.uppercased()) 1 \"\" \"lrviz\" \"User Commands\"", ".SH NAME",
        "\(name) \\- \(abstract.prefix(1).lowercased() + abstract.dropFirst())", ".SH SYNOPSIS",
        (["\\fBlrviz \(command.commandName)\\fR"] + usage(command)).joined(separator: " "), ".SH DESCRIPTION",
        said(command), ".SH OPTIONS",
      ] + options(command) + [".SH SEE ALSO", "\\fBlrviz\\fR(1), which has the keys, files and exit status"])
      .joined(separator: "\n") + "\n"
  }

  private static func said(_ command: CommandLineDump.Command) -> String {
    [command.abstract, command.discussion].compactMap(\.self).filter { !$0.isEmpty }.map(escaped)
      .joined(separator: "\n.PP\n")
  }

  private static func usage(_ command: CommandLineDump.Command) -> [String] {
    ["[\\fIoptions\\fR]"] + arguments(command).filter { $0.kind == "positional" }.map(operand)
  }

  private static func options(_ command: CommandLineDump.Command) -> [String] {
    arguments(command).filter { $0.kind != "positional" }.map(option)
  }

  private static func arguments(_ command: CommandLineDump.Command) -> [CommandLineDump.Argument] {
    (command.arguments ?? []).filter { !isEverywhere($0) }
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
