import LRSchedulers

/// Files that a command or a configuration hands on by their paths: `--deepspeed ds.json`, `--config_file accelerate.yaml`. Such a path
/// starts where the training is started, which may be above the folder of the script.
enum NamedFiles {
  private static let keys = ["deepspeed", "deepspeed_config", "config_file"]
  /// Folders above the script's that a path may start from.
  private static let maximumAscent = 3
  /// More of them name no configuration.
  private static let maximumCount = 8

  /// All paths at which such files may lie, from the folder that the text is in.
  static func names(in text: String) -> [String] {
    guard keys.contains(where: { text.holds($0) }) else { return [] }
    let document = ConfigurationText(text: text, options: ScriptOptions())
    guard let form = document.form, let parts = try? document.parts(as: form) else { return [] }
    var names: [String] = []
    for part in parts {
      for key in keys {
        guard let name = part[key]?.string, !names.contains(name), !name.hasPrefix("{") else { continue }
        names.append(name)
      }
    }
    return names.prefix(maximumCount).flatMap(places)
  }

  /// The places of one file, the nearest first.
  static func places(_ name: String) -> [String] {
    (0...maximumAscent).map { BaseFiles.path(String(repeating: "../", count: $0) + name, from: "") }
  }
}

extension ScriptOptions {
  /// The text of a file that a configuration names; nil where it was not opened.
  func file(near name: String) -> String? {
    NamedFiles.places(name).lazy.compactMap { place in files.first { $0.path == place }?.text }.first
  }
}
