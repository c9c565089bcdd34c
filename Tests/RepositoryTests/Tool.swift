import Foundation

/// Other programs that tests run.
enum Tool {
  /// Runs a program to its end; both its outputs together.
  static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// Whether a program is found, by its name.
  static func exists(_ name: String) -> Bool { (try? run("/usr/bin/env", ["which", name]))?.status == 0 }
}
