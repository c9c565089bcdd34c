import RunLogs

/// `host:path` and `user@host:path`, as scp has them: a colon before any slash, and no file of that name here.
struct RemotePath: Equatable {
  let host: String
  let path: String

  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/"), FileBytes.kind(text) == nil
    else {
      return nil
    }
    host = String(text[..<colon])
    path = String(text[text.index(after: colon)...])
    // What begins with a dash would be an option of ssh's.
    let isName = host.utf8.allSatisfy { byte in
      byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || "._-@%+".utf8.contains(byte)
    }
    guard !host.isEmpty, !host.hasPrefix("-"), isName else { return nil }
  }
}
