import CNcurses
import Canvas
import Glibc

/// The terminal, taken over: shows grids, tells what the user did, and gives everything back.
///
///     let screen = try Screen.open(colors: .auto)
///     defer { screen.close() }
///     screen.present(grid)
///     for event in screen.wait(timeout: nil) { … }
///
/// There is one terminal and ncurses keeps its state in globals: open one screen at a time, use it on the main thread
/// only. It is not `Sendable`, so the compiler sees to that. `waker` is what other threads use.
package final class Screen {
  let device: TerminalDevice
  let modes: TerminalModes
  /// Readable when a signal came.
  let signals: Int32
  /// Makes `wait` return `.wake`.
  package let waker: Waker
  /// The size of the grids to present.
  package internal(set) var size: Size
  /// Whether more than ASCII may be drawn, and why not.
  package let text: TextSupport
  package var isUTF8: Bool { text.isUTF8 }
  package var hasColors: Bool { pairs.colors > 0 }

  var pairs: ColorPairs
  var decoder = KeyDecoder()
  var clicks = ClickCounter()
  /// When an unfinished sequence is given up.
  var keyEnd: ContinuousClock.Instant?
  /// What the terminal shows; nil when it has to be drawn whole.
  var shown: CellGrid?
  /// Whether the alternate screen and the modes have been entered; else the next frame does.
  var isEntered = false
  /// Signals met while doing something else, for the next `wait`.
  var pendingSignals: [Int32] = []
  /// The next `wait` asks for a redraw.
  var needsRedraw = false
  var hasAsked = false
  /// When the terminal was asked, until it has answered.
  var asked: ContinuousClock.Instant?
  private(set) var isOpen = true

  /// Takes the terminal of standard output over. Nothing is written before the first `present`.
  ///
  /// - Parameter forcesUTF8: whether more than ASCII was asked for, whatever the locale is.
  package static func open(
    colors: ColorMode = .auto, theme: Theme = .dark, forcesUTF8: Bool = false
  ) throws(TerminalError) -> Screen {
    let device = try TerminalDevice()
    guard let name = getenv("TERM").map({ String(cString: $0) }), !name.isEmpty else { throw .termUnset }
    let text = TextSupport.adopt(isForced: forcesUTF8)
    let signals = cn_signals_open()
    guard signals >= 0, let waker = Waker() else { throw .system("pipe", errno: errno) }
    let failure = cn_renderer_open()
    guard failure == Int32(CN_RENDERER_OK) else {
      cn_signals_close()
      throw failure == Int32(CN_RENDERER_SYSTEM)
        ? .system("memfd_create", errno: errno) : .unusableTerm(name)
    }
    let modes = TerminalModes(asks: colors.wantsColors && TerminalAnswer.isAsked(name))
    guard arm(device, modes) else {
      cn_renderer_close()
      cn_signals_close()
      throw .unusableTerm(name)
    }
    let pairs = ColorPairs(theme: theme, enabled: colors.wantsColors)
    return Screen(device, modes, signals: signals, waker: waker, text: text, pairs: pairs)
  }

  private init(
    _ device: TerminalDevice, _ modes: TerminalModes, signals: Int32, waker: Waker, text: TextSupport,
    pairs: ColorPairs
  ) {
    self.device = device
    self.modes = modes
    self.signals = signals
    self.waker = waker
    self.text = text
    self.pairs = pairs
    size = device.size ?? Self.customarySize
    cn_renderer_resize(Int32(size.height), Int32(size.width))
    cn_stderr_capture()
    device.enterRawMode()
  }

  deinit { close() }

  /// Gives the terminal back as it was and shows what was written to standard error meanwhile. Quick, and harmless
  /// when done twice.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    awaitAnswer()
    cn_guard_give_back()
    cn_guard_disarm()
    cn_renderer_close()
    cn_signals_close()
    Glibc.close(device.descriptor)
    cn_stderr_release()
  }

  /// Sees to it that a crash gives the terminal back; false for a terminal whose description is beyond all measure.
  private static func arm(_ device: TerminalDevice, _ modes: TerminalModes) -> Bool {
    var original = device.original
    return modes.leave.withUnsafeBytes { bytes in
      cn_guard_arm(device.descriptor, &original, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
  }

  /// For terminals whose size the kernel does not know, such as a serial line.
  private static let customarySize = Size(width: 80, height: 24)
}
