#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the kernel says of folders (inotify): which names in them were written, made, removed.
///
/// Folders are watched and not files: a name stays when the file behind it is replaced, and a folder of a thousand runs
/// costs one watch.
final class FolderEvents {
  enum Event: Equatable {
    /// Something was written into a file.
    case written(String)
    /// A name came or went; whether it is that of a folder.
    case listed(String, isFolder: Bool)
    /// The folder itself has gone, or is no longer where it was.
    case lost(folder: String)
    /// The kernel could not keep up: anything may have happened.
    case overflow
  }

  /// As many folders are watched.
  static let most = 4_096

  /// Readable when there are events.
  let descriptor: Int32
  private var folders: [Int32: String] = [:]
  private var watches: [String: Int32] = [:]

  /// nil where the system has no inotify left.
  init?() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  private static let mask = UInt32(
    IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
      | IN_DELETE_SELF | IN_MOVE_SELF)

  /// - Returns: whether the folder is watched, now or already.
  func watch(_ folder: String) -> Bool {
    if watches[folder] != nil { return true }
    guard watches.count < Self.most else { return false }
    let watch = inotify_add_watch(descriptor, folder, Self.mask | UInt32(IN_ONLYDIR))
    guard watch >= 0 else { return false }
    // Two names of one folder share a watch: the first is told.
    if folders[watch] == nil { folders[watch] = folder }
    watches[folder] = watch
    return folders[watch] == folder
  }

  /// What has happened since the last call.
  func take() -> [Event] {
    var events: [Event] = []
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { room in
      while case let count = read(descriptor, room.baseAddress, room.count), count > 0 {
        append(UnsafeRawBufferPointer(rebasing: room[..<count]), to: &events)
      }
    }
    return events
  }

  private func append(_ bytes: UnsafeRawBufferPointer, to events: inout [Event]) {
    var place = 0
    let size = MemoryLayout<inotify_event>.size
    while place + size <= bytes.count {
      let head = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
      let name = bytes[(place + size)..<min(bytes.count, place + size + Int(head.len))].prefix { $0 != 0 }
      if let event = event(head, String(decoding: name, as: UTF8.self)), events.last != event {
        events.append(event)
      }
      place += size + Int(head.len)
    }
  }

  private func event(_ head: inotify_event, _ name: String) -> Event? {
    func has(_ flag: Int) -> Bool { head.mask & UInt32(flag) != 0 }
    if has(Int(IN_Q_OVERFLOW)) { return .overflow }
    guard let folder = folders[head.wd] else { return nil }
    if has(Int(IN_IGNORED)) || has(Int(IN_DELETE_SELF)) || has(Int(IN_MOVE_SELF)) {
      forget(head.wd, folder)
      return .lost(folder: folder)
    }
    guard !name.isEmpty else { return nil }
    let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    if has(Int(IN_CREATE) | Int(IN_DELETE) | Int(IN_MOVED_FROM) | Int(IN_MOVED_TO)) {
      return .listed(path, isFolder: has(Int(IN_ISDIR)))
    }
    return .written(path)
  }

  private func forget(_ watch: Int32, _ folder: String) {
    folders[watch] = nil
    for (name, other) in watches where other == watch { watches[name] = nil }
    // It may be another folder's by now, or watch what is no longer called so.
    _ = inotify_rm_watch(descriptor, watch)
  }
}
