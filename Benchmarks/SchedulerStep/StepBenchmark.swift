import LRSchedulers
import Recipes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Nanoseconds of processor time of one `scheduler.step()`, as torch_schedulers.py measures PyTorch's: median of 5 runs of 100,000 steps,
/// each on a fresh scheduler; and microseconds of parsing. One line each, of the figures whose names contain an argument
/// (`run.SequentialLR`); of all without arguments.
struct StepBenchmark {
  /// Keeps the compiler from leaving out what is measured.
  private(set) var checksum = 0.0
  private static let steps = 100_000
  private static let metrics = (0..<Self.steps).map { 0.5 + 0.05 * Double(($0 * 7919) % 1000) / 1000 }

  private let wanted = CommandLine.arguments.dropFirst()

  private func isWanted(_ name: String) -> Bool { wanted.isEmpty || wanted.contains { name.contains($0) } }

  /// With a ``Stepper``, whose type is known to the compiler.
  mutating func step(_ name: String, _ scheduler: some Scheduler) throws {
    guard isWanted("stepper." + name) else { return }
    let time = try median {
      var stepper = try Stepper(scheduler, groups: [ParameterGroup(lr: 0.1)])
      let time = try Self.processorTime {
        if scheduler.needsMetric {
          for metric in Self.metrics { try stepper.step(metric: metric) }
        } else {
          for _ in 0..<Self.steps { try stepper.step() }
        }
      }
      return (time, stepper.groups[0].lr)
    }
    print("stepper." + name, time / .nanoseconds(Self.steps))
  }

  /// With the ``ScheduleRun`` of a text.
  mutating func step(_ spec: String) throws {
    let schedule = try Schedule(parsing: spec)
    guard isWanted("run." + schedule.name) else { return }
    let time = try median {
      var run = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1)])
      let time = try Self.processorTime {
        for metric in Self.metrics { try run.step(metric: metric) }
      }
      return (time, run.groups[0].lr)
    }
    print("run." + schedule.name, time / .nanoseconds(Self.steps))
  }

  /// A schedule of a library of the second ring.
  mutating func ring(_ library: String, _ spec: String) throws {
    guard isWanted("ring." + library) else { return }
    let schedule = try Schedule(parsing: spec)
    let time = try median {
      var run = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1)])
      let time = try Self.processorTime { for _ in 0..<Self.steps { try run.step() } }
      return (time, run.groups[0].lr)
    }
    print("ring." + library, time / .nanoseconds(Self.steps))
  }

  mutating func parse(_ name: String, _ text: String) throws {
    guard isWanted("parse." + name) else { return }
    let count = 2_000
    let time = try median {
      var sum = 0.0
      let time = try Self.processorTime {
        for _ in 0..<count { sum += try Schedule(parsing: text).needsMetric ? 1 : 0 }
      }
      return (time, sum)
    }
    print("parse." + name, time / .microseconds(count))
  }

  /// A framework's configuration, with the samples of an epoch.
  mutating func configuration(_ name: String, _ text: String) throws {
    guard isWanted("parse.configuration_" + name) else { return }
    let count = 500
    var options = ScriptOptions()
    options.samples = 52_000
    let time = try median {
      var sum = 0.0
      let time = try Self.processorTime {
        for _ in 0..<count { sum += Double(try Recipes.schedules(in: text, options: options).count) }
      }
      return (time, sum)
    }
    print("parse.configuration_" + name, time / .microseconds(count))
  }

  /// A whole script, whatever is found in it.
  ///
  /// - Parameter count: how often it is read for one time.
  mutating func read(_ name: String, _ text: String, count: Int) {
    guard isWanted("parse." + name) else { return }
    let time = median {
      var sum = 0.0
      let time = Self.processorTime {
        for _ in 0..<count { sum += Double((try? PastedSchedule.all(in: text))?.count ?? 0) }
      }
      return (time, sum)
    }
    print("parse." + name, time / .microseconds(count))
  }

  private mutating func median(_ run: () throws -> (Duration, Double)) rethrows -> Duration {
    var times: [Duration] = []
    for _ in 0..<5 {
      let (time, sum) = try run()
      times.append(time)
      checksum += sum
    }
    return times.sorted()[2]
  }

  /// Time in which others had the processor is not ours.
  private static func processorTime(_ body: () throws -> Void) rethrows -> Duration {
    let start = clock()
    try body()
    return .seconds(Double(clock() - start) / Double(CLOCKS_PER_SEC))
  }
}
