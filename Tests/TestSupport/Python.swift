import Foundation
import Testing

/// The Python of this machine, or the one in `LRVIZ_PYTHON`, and what it can import.
package enum Python {
  package static let torch = canImport("torch")
  package static let families = canImport("torch", "transformers", "jax", "optax", "keras")

  package static func canImport(_ modules: String...) -> Bool {
    let finds = modules.map { "importlib.util.find_spec('\($0)') or sys.exit(1)" }
    return (try? run("import importlib.util, sys\n" + finds.joined(separator: "\n"))) != nil
  }

  /// Runs a script that finds `input` as JSON on its standard input, and writes JSON.
  package static func run<Input: Encodable, Output: Decodable>(
    _ script: String, _ input: Input, as type: Output.Type = Output.self
  ) throws -> Output {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try JSONEncoder().encode(input).write(to: file)
    let output = try run("import json, sys\ninput = json.load(open(\(quoted(file.path))))\n" + script)
    return try JSONDecoder().decode(type, from: Data(output.utf8))
  }

  private static func quoted(_ text: String) -> String { "'\(text)'" }

  package static func run(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let environment = ProcessInfo.processInfo.environment
    process.arguments = [environment["LRVIZ_PYTHON"] ?? "python3", "-"]
    let (input, output, errors) = (
      Pipe(), Pipe(), FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID()).txt")
    )
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    // More threads only wait for each other on models this small.
    process.environment = environment.merging(["OMP_NUM_THREADS": "1", "KERAS_BACKEND": "torch"]) { $1 }
    try process.run()
    input.fileHandleForWriting.write(Data(script.utf8))
    try input.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(errors: (try? String(contentsOf: errors, encoding: .utf8)) ?? "")
    }
    return text
  }

  package struct Failure: Error { package let errors: String }
}
