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
  /// Whether more than ASCII may be drawn.
  package let isUTF8: Bool
  package var hasColors: Bool { pairs.colors > 0 }

  var pairs: ColorPairs
  var decoder = KeyDecoder()
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
  private(set) var isOpen = true

  /// Takes the terminal of standard output over. Nothing is written before the first `present`.
  package static func open(colors: ColorMode = .auto, theme: Theme = .dark) throws(TerminalError) -> Screen {
    let device = try TerminalDevice()
    guard let name = getenv("TERM").map({ String(cString: $0) }), !name.isEmpty else { throw .termUnset }
    let isUTF8 = cn_locale_is_utf8()
    let signals = cn_signals_open()
    guard signals >= 0, let waker = Waker() else { throw .system("pipe", errno: errno) }
    let size = device.size ?? customarySize
    let failure = cn_renderer_open(Int32(size.height), Int32(size.width))
    guard failure == Int32(CN_RENDERER_OK) else {
      cn_signals_close()
      throw failure == Int32(CN_RENDERER_SYSTEM)
        ? .system("memfd_create", errno: errno) : .unusableTerm(name)
    }
    let pairs = ColorPairs(theme: theme, enabled: wantsColors(colors))
    return Screen(device, size, signals: signals, waker: waker, isUTF8: isUTF8, pairs: pairs)
  }

  private init(
    _ device: TerminalDevice, _ size: Size, signals: Int32, waker: Waker, isUTF8: Bool, pairs: ColorPairs
  ) {
    self.device = device
    self.size = size
    self.signals = signals
    self.waker = waker
    self.isUTF8 = isUTF8
    self.pairs = pairs
    modes = TerminalModes()
    arm()
    device.enterRawMode()
  }

  deinit { close() }

  /// Gives the terminal back as it was and shows what was written to standard error meanwhile. Quick, and harmless
  /// when done twice.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    cn_guard_give_back()
    cn_guard_disarm()
    cn_renderer_close()
    cn_signals_close()
    Glibc.close(device.descriptor)
    cn_stderr_release()
  }

  private func arm() {
    var original = device.original
    modes.leave.withUnsafeBytes { bytes in
      cn_guard_arm(device.descriptor, &original, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
    cn_stderr_capture()
  }

  /// For terminals whose size the kernel does not know, such as a serial line.
  private static let customarySize = Size(width: 80, height: 24)

  private static func wantsColors(_ mode: ColorMode) -> Bool {
    let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    return mode == .always || (mode == .auto && !refused)
  }
}
