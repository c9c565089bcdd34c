import Canvas
import Foundation
import Glibc
import TestSupport
import Testing

/// `--output`: whole files or none.
@Suite("Output files")
struct OutputFileTests {
  /// A directory that goes with its owner.
  final class Directory {
    let path: String

    init() throws {
      var template = Array("/tmp/lrviz-tests-XXXXXX".utf8CString)
      path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit {
      names.forEach { unlink("\(path)/\($0)") }
      rmdir(path)
    }

    var names: [String] { ScratchFolder.names(at: path).filter { !$0.hasPrefix(".") } }

    func text(_ name: String) throws -> String {
      let file = try #require(fopen("\(path)/\(name)", "r"))
      defer { fclose(file) }
      var bytes: [UInt8] = []
      while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test(
    "hold what standard output would have, and nothing else appears",
    arguments: ["table", "csv", "json", "jsonl"])
  func complete(format: String) throws {
    let directory = try Directory()
    let arguments = ["print", "StepLR(3)", "--epochs", "10", "--format", format]
    let expected = try Program.run(arguments).output
    let outcome = try Program.run(arguments + ["--output", directory.path + "/rates"])
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
    #expect(directory.names == ["rates"])
    #expect(try directory.text("rates") == expected)
  }

  @Test("replace a file, through a link to it too, and keep its mode")
  func replaced() throws {
    let directory = try Directory()
    let (old, link) = (directory.path + "/old", directory.path + "/link")
    close(open(old, O_CREAT | O_WRONLY, 0o640))
    chmod(old, 0o640)
    symlink(old, link)
    #expect(try Program.run(["code", "StepLR(3)", "--format", "spec", "--output", link]).status == 0)
    #expect(try directory.text("old") == "StepLR(step_size=3)\n")
    var status = stat()
    #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(old, &status) == 0 && status.st_mode & 0o777 == 0o640)
  }

  @Test("A run that fails or is interrupted leaves nothing behind")
  func nothing() throws {
    let directory = try Directory()
    let path = directory.path + "/rates"
    let failing = ["print", "ReduceLROnPlateau()", "--metrics", "lambda e: 1 / (5 - e)", "--output", path]
    #expect(try Program.run(failing).status == 64)
    #expect(directory.names.isEmpty)
    let session = try PtySession(
      path: "/bin/sh",
      [
        "-c",
        "echo begun; exec '\(Program.path)' train 'StepLR(3)' --workload mock --speed 1 --output '\(path)'",
      ])
    try session.wait(for: "begun")
    session.signal(SIGTERM)
    #expect([143, 128 + SIGTERM].contains(try session.waitForExit()))
    #expect(directory.names.isEmpty)
  }

  @Test("A device is written as it is")
  func device() throws {
    #expect(try Program.run(["print", "StepLR(3)", "--output", "/dev/null"]).status == 0)
    let full = try Program.run(["print", "StepLR(3)", "--output", "/dev/full"])
    #expect(full.status == 74 && full.errors.contains("'/dev/full'"))
  }

  /// With so many epochs that whoever trains first is noticed.
  @Test(
    "An output that cannot be is refused before the training",
    arguments: [["train", "--output"], ["lab", "--snapshot"]],
    ["/no/such/directory/x.svg", "/tmp", "/proc/x.svg", "x" + String(repeating: "y", count: 255)])
  func refusedAtOnce(_ verb: [String], _ path: String) throws {
    let line = [verb[0], "StepLR(3)", "--epochs", "10000000", "--workload", "digits", "\(verb[1])=\(path)"]
    let outcome = try Program.run(line)
    #expect(outcome.status == 74 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("lrviz: cannot write '\(path)': "))
  }

  @Test("A picture is SVG or PNG by its name, else characters")
  func pictures() throws {
    let directory = try Directory()
    for name in ["plot.svg", "plot.PNG", "plot.txt"] {
      #expect(try Program.run(["plot", "StepLR(3)", "--output", "\(directory.path)/\(name)"]).status == 0)
    }
    #expect(try directory.text("plot.svg").hasPrefix("<svg "))
    #expect(try directory.text("plot.PNG").hasPrefix("\u{FFFD}PNG\r\n"))
    #expect(try directory.text("plot.txt").hasPrefix("StepLR(step_size=3)"))
  }

  @Test("Pictures have the size and the theme that are asked for", arguments: ["dark", "light", "contrast"])
  func sizes(_ theme: String) throws {
    let directory = try Directory()
    func svg(_ options: String...) throws -> String {
      let line = ["plot", "StepLR(3)", "--theme", theme, "--output", directory.path + "/x.svg"] + options
      #expect(try Program.run(line).status == 0)
      return try directory.text("x.svg")
    }
    let background = Theme.all.first { $0.name == theme }?.background.hex ?? ""
    let usual = try svg()
    #expect(usual.contains("width=\"800\" height=\"500\"") && usual.contains("fill=\"\(background)\"/>"))
    #expect(try svg("--width", "1200").contains("width=\"1200\" height=\"750\""))
    #expect(try svg("--height", "250").contains("width=\"400\" height=\"250\""))
    #expect(try svg("--width", "300", "--height", "900").contains("width=\"300\" height=\"900\""))
    #expect(try svg("--size", "90x20").contains("width=\"744\" height=\"364\""))
    // Curves are lines, not dots.
    #expect(usual.contains("<polyline ") && usual.contains(">learning rate</text>"))
  }

  @Test("- is standard output, and no file") func dash() throws {
    let folder = try ScratchFolder()
    let arguments = ["lab", "--workload", "mock", "--epochs", "5", "--size", "80x24", "--snapshot"]
    let file = folder.path + "/screen.txt"
    #expect(try Program.run(arguments + [file]).status == 0)
    let written = try String(contentsOfFile: file, encoding: .utf8)
    let result = try Program.run(arguments + ["-"])
    #expect(result.status == 0 && result.output == written && written.contains("StepLR"))
  }

  @Test("A snapshot is the lab's last frame")
  func snapshot() throws {
    let directory = try Directory()
    let outcome = try Program.run([
      "lab", "--workload", "mock", "--epochs", "60", "--size", "120x40", "--snapshot",
      directory.path + "/lab.txt",
    ])
    #expect(outcome.status == 0)
    let lines = try directory.text("lab.txt").split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
    #expect(lines.count == 40 && lines.allSatisfy { $0.count <= 120 })
    for word in ["1 StepLR", "5 CosineAnnealingLR", "60/60", "comparison", "best 0.4500 @12"] {
      #expect(lines.contains { $0.contains(word) }, "no '\(word)'")
    }
  }

  @Test("w writes the session into a directory of its own")
  func session() throws {
    let directory = try Directory()
    let session = try PtySession(
      path: "/bin/sh",
      ["-c", "cd '\(directory.path)'; exec '\(Program.path)' lab --workload mock --epochs 30 --speed max"])
    try session.wait(for: "■ done")
    session.send("w")
    try session.wait(for: "session written to")
    session.send("q")
    #expect(try session.waitForExit() == 0)
    let written = try #require(directory.names.first)
    #expect(directory.names == [written])
    let inside = directory.path + "/" + written
    #expect(try directory.text(written + "/specs.txt").hasPrefix("StepLR(step_size=10)\nMultiStepLR("))
    #expect(try directory.text(written + "/1-StepLR.csv").split(separator: "\n").count == 31)
    let names = ["1-StepLR.jsonl", "1-StepLR.py", "screen.svg", "screen.png", "screen.txt"]
    for name in names { #expect(access("\(inside)/\(name)", F_OK) == 0, "no \(name)") }
    #expect(Glibc.system("rm -r '\(inside)'") == 0)
  }

  @Test("w writes the steps of panes whose scheduler steps with every batch")
  func steps() throws {
    let directory = try Directory()
    let lab = "lab --workload quadratic --epochs 3 --speed max --interval step 'StepLR(25)'"
    let session = try PtySession(
      path: "/bin/sh", ["-c", "cd '\(directory.path)'; exec '\(Program.path)' \(lab)"])
    try session.wait(for: "■ done")
    session.send("w")
    try session.wait(for: "session written to")
    session.send("q")
    #expect(try session.waitForExit() == 0)
    let written = try #require(directory.names.first)
    let rows = try directory.text(written + "/1-StepLR-steps.csv").split(separator: "\n")
    #expect(rows.count == 31 && rows[0] == "step,epoch,lr,batch_loss")
    #expect(rows[25].hasPrefix("25,3,0.1,") && rows[26].hasPrefix("26,3,0.010000000000000002,"))
    let epochs = try directory.text(written + "/1-StepLR.jsonl").split(separator: "\n")
    #expect(epochs[1].hasSuffix("\"events\": []}"))
    #expect(epochs[2].contains("\"epoch\": 3, \"step\": 26, \"kind\": \"decay\""))
    #expect(Glibc.system("rm -r '\(directory.path)/\(written)'") == 0)
  }
}
