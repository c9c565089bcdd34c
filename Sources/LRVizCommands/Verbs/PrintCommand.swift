import ArgumentParser
import LRSchedulers

struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: "The learning rate of each epoch, without training.")

  @OptionGroup var arguments: ScheduleArguments

  func run() throws {
    var output = ByteSink.standardOutput()
    for schedule in try arguments.schedules() {
      try output.write(schedule.spec + "\n")
    }
    try output.flush()
  }
}
