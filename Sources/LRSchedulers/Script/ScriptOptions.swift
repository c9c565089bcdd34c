/// What is known besides the text.
public struct ScriptOptions: Sendable, Equatable {
  /// Values of names that the text leaves open, such as `args.epochs`.
  public var definitions: [Definition] = []
  /// The batches of an epoch, which is what `len(loader)` stands for; nil where nobody said.
  public var stepsPerEpoch: Int?
  /// The epochs, or steps, of the run, where they were asked for.
  public var epochs: Int?
  /// Whether ``epochs`` counts optimizer steps.
  public var countsSteps = false
  /// The rates that were asked for; nil where the text's count.
  public var lrs: [Double]?
  /// The rates of optimizers that the text does not build.
  public var defaultLRs = [0.1]

  /// The library that schedulers are of where several have the name; nil where the text decides.
  public var library: SourceLibrary?

  /// Which of several schedulers is meant: its variable or class, its number counted from 1, or its line.
  public var pick: String?
  /// The line at which the scheduler is meant.
  public var line: Int?

  /// The framework whose configuration the text is, where it was said: one of the names that `--library` takes.
  public var framework: String?
  /// Samples of the training set, where they were said; the numbers that follow are for configurations.
  public var samples: Int?
  /// Samples of a batch on one device.
  public var batchSize: Int?
  /// Samples of one optimizer step, on all devices.
  public var globalBatch: Int?
  /// Devices that share an epoch.
  public var devices: Int?
  /// Batches of one optimizer step.
  public var accumulation: Int?
  /// The files that a configuration goes on from, as far as they were opened.
  package var files: [File] = []
  /// Whether calls of what the text does not define are kept.
  var keepsSettings = false

  /// Nothing but the text.
  public init() {}

  /// A file beside a configuration.
  package struct File: Sendable, Equatable {
    /// From the folder that the configuration is in.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
      (self.path, self.text) = (path, text)
    }
  }

  /// A value for a name that the text leaves open.
  public struct Definition: Sendable, Equatable {
    /// As it is written in the text.
    public var name: String
    /// The value as Python writes it, or a text.
    public var value: String

    /// One name and what it stands for.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}
