import Following
import LRSchedulers

/// What the keys act on. Behind a reference, as the lab is copied with every frame.
indirect enum Mode: Sendable {
  /// The panes.
  case normal
  /// The spec of the focused pane, as text.
  case spec(TextEntry)
  /// The plan over the focused log, as text.
  case plan(TextEntry)
  /// One value of the focused pane, as text.
  case value(TextEntry, slot: ParameterSlot)
  /// A list to choose from.
  case list(Chooser)
  /// Samples, batches and epochs as steps.
  case units(UnitsPanel)
  /// A range test of the focused pane.
  case range(RangePanel)
  /// Names that a script leaves open.
  case form(ScriptForm, FormPurpose)
  /// A text to read.
  case pager(Pager)
}

/// Who wants to know what a form asks.
enum FormPurpose: Sendable {
  /// The command that opened the lab for nothing else.
  case command
  /// A text that was written for the focused pane.
  case paste(TextEntry)
  /// The script that panes have their schedules from, asked again.
  case again
}

/// A line being written, and what is wrong with it.
struct TextEntry: Sendable, Equatable {
  var line: LineEditor
  /// What is expected, said while nothing is wrong.
  let hint: String
  /// What the text comes to as it is, while nothing is wrong; empty where nobody knows.
  var reading = ""
  var error: EntryError?

  init(_ text: String, hint: String = "", isSelected: Bool = false) {
    line = LineEditor(text, isSelected: isSelected)
    self.hint = hint
  }
}

/// Why a text was not taken.
struct EntryError: Sendable, Equatable {
  var message: String
  /// Where, in characters from 0; nil for the whole.
  var offset: Int?
}

/// Source code, already made.
struct CodePage: Sendable, Equatable {
  /// What a page shows of a schedule.
  enum Form: Sendable, Equatable {
    case source(CodeFormat)
    /// The script that the schedule was read from, with the present one in its place.
    case patch
    /// The loop of a range test, which is no schedule.
    case rangeTest

    var name: String {
      switch self {
      case .source(let format): format.rawValue
      case .patch: "patch"
      case .rangeTest: "a range test"
      }
    }
  }

  var form: Form
  var text: String
  /// The lines of the scheduler alone, where there are others.
  var excerpt: String?
}

/// A text that fills the screen and scrolls.
struct Pager: Sendable, Equatable {
  enum Subject: Sendable, Equatable {
    /// The keys of a context first.
    case help(KeyContext)
    case events
    /// Lines of a log that gave no value.
    case otherLines(FollowedID)
    case code(CodePage)
    case script(ScriptPage)

    /// What the key does that opens it, and closes it again.
    var opener: KeyAction {
      switch self {
      case .help: .help
      case .events: .showEvents
      case .otherLines: .log(.otherLines)
      case .code: .showCode
      case .script: .showScript
      }
    }
  }

  var subject: Subject
  /// The first line shown.
  var top = 0

  init(_ subject: Subject) {
    self.subject = subject
  }
}
