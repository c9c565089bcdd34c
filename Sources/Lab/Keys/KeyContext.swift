/// Where a key means something; the lab is in one of these at a time.
package enum KeyContext: String, Sendable, CaseIterable {
  case panes, cursor, text, list, units, form, pager

  /// What the context is called in a sentence.
  var place: String {
    switch self {
    case .panes: "the lab"
    case .cursor: "the cursor"
    case .text: "the text"
    case .list: "the list"
    case .units: "the units"
    case .form: "the form"
    case .pager: "this page"
    }
  }
}
