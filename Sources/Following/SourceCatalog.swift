import CSystem
import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A source with what there is to do about it.
final class SourceEntry {
  let source: any FollowedSource
  let root: Int
  /// Whether somebody says that there is something new.
  var isTold = true
  /// Whether there is more to be read at once.
  var hasMore = false
  /// When to look again without being told.
  var nextLook: Double?
  /// Whether the kernel says nothing of it.
  var isPolled = false

  init(_ source: any FollowedSource, root: Int) {
    self.source = source
    self.root = root
  }

  var isOver: Bool { source.isOver }

  func isDue(_ now: Double, isPolling: Bool) -> Bool {
    isTold || hasMore || (isPolled && isPolling) || nextLook.map { $0 <= now } ?? false
  }
}

/// All that is followed, and where more may appear.
struct SourceCatalog {
  /// As many logs of a folder are followed: those that were written last.
  static let most = 2_000
  /// A folder is searched again a moment after something appeared, since mostly more does; and the search, which may take
  /// long, never takes more than a twentieth of the time.
  private static let delay = 0.05
  private static let rest = 20.0
  private static let pollDelay = 5.0

  private(set) var entries: [SourceEntry] = []
  let events: FolderEvents?
  /// What there is to say of the paths as a whole.
  var remark: String? { roots.lazy.compactMap(\.remark).first }
  private var roots: [Root]
  private var byPath: [String: SourceEntry] = [:]
  private var byPlace: [String: SourceEntry] = [:]
  private var options: ReadOptions
  private let ids = FollowedIDs()

  private struct Root {
    var path: FollowedPath
    var isFolder = false
    var isPattern: Bool { if case .pattern = path { true } else { false } }
    var nextSearch: Double? = 0
    /// Before then it is not searched again.
    var earliest = 0.0
    var isPolled = false
    var remark: String?
    /// What has been found that matches a pattern, each a root of its own.
    var matches: Set<String> = []
  }

  init(_ paths: [FollowedPath], options: ReadOptions, polls: Bool) {
    roots = paths.map { Root(path: $0) }
    self.options = options
    events = polls ? nil : FolderEvents()
  }

  /// When the next search is due; nil if none is.
  var nextSearch: Double? { roots.compactMap(\.nextSearch).min() }

  /// Reads everything again that can be.
  mutating func reread(_ options: ReadOptions) {
    self.options = options
    for entry in entries where entry.source.reread(options) { entry.isTold = true }
  }

  // MARK: Searching

  mutating func search(_ now: Double) {
    var index = 0
    // Those that a pattern adds are searched with it.
    while index < roots.count {
      defer { index += 1 }
      guard let due = roots[index].nextSearch, due <= now else { continue }
      roots[index].nextSearch = nil
      switch roots[index].path {
      case .input: addInput(index)
      case .local(let path): search(path, index)
      case .pattern(let pattern): match(pattern, index)
      case .remote(let host, let path):
        let source = RemoteSource(host: host, place: path, ids: ids, options: options)
        if byPath[source.path] == nil { add(source, index, isPolled: false) }
      }
      let end = WallClock.uptime
      roots[index].earliest = end + Self.rest * (end - now)
      if roots[index].isFolder && roots[index].isPolled || roots[index].isPattern {
        roots[index].nextSearch = max(roots[index].earliest, end + Self.pollDelay)
      }
    }
  }

  private mutating func addInput(_ root: Int) {
    guard byPath["-"] == nil else { return }
    let source = StreamSource(path: "-", file: STDIN_FILENO, ids: ids, options: options)
    add(source, root, isPolled: false)
  }

  private mutating func search(_ path: String, _ root: Int) {
    let kind = FileBytes.kind(path)
    // A folder that is gone for a while stays one.
    roots[root].isFolder = roots[root].isFolder || kind == .folder
    let found = LogSearch(path)
    let watched = kind == .folder ? found.folders : [PathName.folder(path)]
    roots[root].isPolled = !watched.map(watch).allSatisfy { $0 }
    let sources = newest(found.sources)
    for source in sources { add(source, root) }
    let count = found.sources.count
    roots[root].remark = found.limit ?? (sources.count < count ? Self.remark(count) : nil)
    for entry in entries where entry.root == root {
      entry.isTold = true
      entry.isPolled = entry.isPolled || roots[root].isPolled
    }
  }

  /// Adds what has come to match a pattern.
  private mutating func match(_ pattern: String, _ root: Int) {
    let found = PathPattern.matches(pattern)
    for path in found where roots[root].matches.count < Self.most && roots[root].matches.insert(path).inserted
    {
      roots.append(Root(path: .local(path)))
    }
    let isEmpty = roots[root].matches.isEmpty
    roots[root].remark =
      isEmpty
      ? "nothing matches \(pattern)"
      : found.count > Self.most ? "\(found.count) paths match: the first \(Self.most) are followed" : nil
  }

  private static func remark(_ count: Int) -> String {
    "\(count) files may be logs: the \(most) written last are followed"
  }

  /// Those that were written last, if there are too many.
  private func newest(_ sources: [LogSource]) -> [LogSource] {
    guard sources.count > Self.most else { return sources }
    let times = sources.map { source -> Int in
      var info = stat()
      return stat(source.path, &info) == 0 ? info.st_mtim.tv_sec : 0
    }
    let latest = sources.indices.sorted { times[$0] > times[$1] }.prefix(Self.most)
    return latest.sorted().map { sources[$0] }
  }

  private func watch(_ folder: String) -> Bool {
    guard let events, !cs_is_remote(folder) else { return false }
    return events.watch(folder)
  }

  // MARK: Sources

  private mutating func add(_ source: LogSource, _ root: Int) {
    if let known = byPath[source.path] {
      if case .events(_, let files) = source, let events = known.source as? EventsSource {
        events.add(files)
        known.isTold = true
        for file in files { byPlace[Self.key(file.path)] = known }
      }
      return
    }
    guard entries.count < 2 * Self.most else { return }
    let isFound = roots[root].isFolder
    switch source {
    case .file(let path):
      add(
        FileSource(path: path, ids: ids, isFound: isFound, options: options), root,
        isPolled: roots[root].isPolled || isElsewhere(path))
    case .events(let home, let files):
      add(
        EventsSource(root: home, files: files, id: ids.make(), isFound: isFound, options: options), root,
        isPolled: roots[root].isPolled)
    case .mlflowRun, .dvclive, .swanLabFolder:
      add(StoreSource(source, ids: ids, isFound: isFound, options: options), root, isPolled: true)
    }
  }

  /// Whether the file itself lies where nobody watches: the name is a link into another folder.
  private func isElsewhere(_ path: String) -> Bool {
    guard let real = realpath(path, nil) else { return false }
    defer { free(real) }
    let folder = PathName.folder(String(cString: real))
    guard let own = realpath(PathName.folder(path), nil) else { return false }
    defer { free(own) }
    return folder != String(cString: own)
  }

  private mutating func add(_ source: any FollowedSource, _ root: Int, isPolled: Bool) {
    let entry = SourceEntry(source, root: root)
    entry.isPolled = isPolled
    entries.append(entry)
    byPath[source.path] = entry
    for place in source.places { byPlace[Self.key(place)] = entry }
  }

  /// `./a` and `a` are one.
  private static func key(_ path: String) -> String {
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return String(rest)
  }

  /// A file turns out to be a store, which is read as a whole.
  mutating func replaceWithStore(_ entry: SourceEntry) {
    guard let index = entries.firstIndex(where: { $0 === entry }) else { return }
    entries.remove(at: index)
    byPath[entry.source.path] = nil
    let store = StoreSource(
      .file(entry.source.path), ids: ids, isFound: roots[entry.root].isFolder, options: options)
    add(store, entry.root, isPolled: entry.isPolled)
  }

  // MARK: Events

  /// Takes what the kernel says.
  mutating func note(_ event: FolderEvents.Event, at now: Double) {
    switch event {
    case .written(let path): byPlace[Self.key(path)]?.isTold = true
    case .listed(let path, let isFolder):
      if let entry = byPlace[Self.key(path)] { entry.isTold = true }
      if isFolder || LogSearch.mayMatter(PathName.last(path)) { searchSoon(path, now) }
    case .lost(let folder):
      for entry in entries where entry.source.path.hasPrefix(folder) { entry.isTold = true }
      searchSoon(folder, now)
    case .overflow:
      for entry in entries { entry.isTold = true }
      for index in roots.indices where roots[index].isFolder { ask(index, now) }
    }
  }

  /// Has the folders searched again that a path lies in; a file's own folder is watched again, if it was lost.
  private mutating func searchSoon(_ path: String, _ now: Double) {
    for index in roots.indices {
      guard case .local(let root) = roots[index].path else { continue }
      if roots[index].isFolder ? path.hasPrefix(root) : PathName.folder(root) == path { ask(index, now) }
    }
  }

  private mutating func ask(_ root: Int, _ now: Double) {
    let time = max(now + Self.delay, roots[root].earliest)
    roots[root].nextSearch = min(roots[root].nextSearch ?? .infinity, time)
  }
}
