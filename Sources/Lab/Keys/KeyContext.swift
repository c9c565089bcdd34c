/// Where a key means something; the lab is in one of these at a time.
package enum KeyContext: String, Sendable, CaseIterable {
  case panes, logs, cursor, text, list, units, range, form, pager

  /// What the context is called in a sentence.
  var place: String {
    switch self {
    case .panes: "the lab"
    case .logs: "the logs"
    case .cursor: "the cursor"
    case .text: "the text"
    case .list: "the list"
    case .units: "the units"
    case .range: "the range test"
    case .form: "the form"
    case .pager: "this page"
    }
  }
}
