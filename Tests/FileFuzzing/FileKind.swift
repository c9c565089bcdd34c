/// What a file is read as.
package enum FileKind: String, CaseIterable, Sendable {
  case configuration, state, session, json
}
