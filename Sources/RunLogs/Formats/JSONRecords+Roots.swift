import JSON

/// The objects of a document that stand by themselves: one, or several one behind the other.
struct RootObjects: Sendable {
  /// How many have begun.
  fileprivate(set) var count = 0
  /// The numbers of the one that is read, which has no name around it.
  fileprivate(set) var members: [(key: Int, value: Double, power: Int8)] = []
  /// Whether the last held nothing but such members.
  fileprivate var isFlat = false
  /// Whether something stands within the one that is read.
  var hasChildren = false
  /// What the first is called, where it is a run.
  fileprivate var firstName: String?
  /// Whether each is a row, as there are several that are flat.
  fileprivate(set) var areRecords = false
  private static let most = 256

  mutating func note(_ key: Int, _ number: DecimalNumber) {
    guard key >= 0, members.count < Self.most else { return }
    members.append((key, number.value, number.power))
  }
}

/// `{"step": 1, "loss": 0.5}{"step": 2, …}` are rows, however their lines are broken, and histories one behind the other are runs. An object by
/// itself that counts and measures, such as the results that a trainer leaves, is a row too.
extension JSONRecords {
  mutating func beginRoot() {
    if roots.count > 0, roots.isFlat, !roots.areRecords { commitRoot() }
    roots.areRecords = roots.areRecords || roots.count > 0 && roots.isFlat
    roots.count += 1
    roots.members = []
  }

  mutating func endRoot(_ frame: Frame) {
    roots.isFlat = !frame.isRecord && frame.columns.isEmpty && !roots.hasChildren && !roots.members.isEmpty
    roots.hasChildren = false
    guard !frame.isRecord, !frame.columns.isEmpty, !roots.areRecords else { return }
    let name = roots.members.prefix(4).map {
      "\(self.name($0.key)) \(Int(exactly: $0.value).map(String.init) ?? "\($0.value)")"
    }
    .joined(separator: ", ")
    if roots.count == 1 { roots.firstName = name }
    guard roots.count > 1, roots.count <= LogLimits.memberCount else { return }
    if roots.count == 2, let first = roots.firstName, !first.isEmpty { run.name(member: run.member, first) }
    enterRun(roots.count - 1)
    if !name.isEmpty { run.name(member: roots.count - 1, name) }
  }

  /// Takes a number that the outermost object has itself.
  mutating func takeOfRoot(_ number: DecimalNumber) {
    let key = frames[0].key
    roots.note(key, number)
    if name(key) == "max_steps", number.value > 0, number.value < 1e15 {
      run.announcedSteps = Int(exactly: number.value)
    }
  }

  /// Nothing more comes: what is by itself is a row where it counts and measures.
  mutating func finishRoot() {
    guard roots.count == 1, roots.isFlat, frames.isEmpty, run.series.allSatisfy(\.track.isEmpty),
      roots.members.contains(where: { LineName.isMeasured(name($0.key)) }),
      roots.members.contains(where: {
        CounterName.rank(name($0.key)).map { $0 < CounterName.indexRank } ?? false
      })
    else { return }
    commitRoot()
  }

  private mutating func commitRoot() {
    var frame = Frame(kind: .object, path: -1)
    frame.isRecord = true
    frames.append(frame)
    for member in roots.members { put(member.key, member.value, member.power) }
    frames.removeLast()
    sink.commit(into: &run)
  }
}
