import ArgumentParser

/// `--format` of `inspect`.
enum InspectFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json
}
