/// Words around counters.
extension LineReading {
  /// Those that only lead to a count.
  static let fillers: Set<String> = [
    "after", "at", "of", "in", "for", "starting", "start", "begin", "beginning", "end", "finished", "train",
    "training",
    "the", "on", "running", "current", "val", "valid", "validation", "validate", "test", "eval", "evaluation",
    "this", "@",
    "evaluating", "net", "output", "results", "summary", "done", "completed", "global", "-", "==>", "=>",
    "perplexity,", "***", "*****",
  ]
  /// Those that make a count one of something else.
  static let spoilers: Set<String> = [
    "best", "total", "max", "num", "number", "warmup", "last", "loaded", "resume", "resuming", "from",
    "every", "per", "save",
    "log", "early", "until", "min", "remaining", "elapsed",
  ]
}
