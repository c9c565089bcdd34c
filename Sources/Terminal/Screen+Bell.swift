extension Screen {
  /// Rings the terminal's bell: a sound, a flash, or a mark on its tab, as the user has it set.
  package func ring() {
    guard isOpen else { return }
    [UInt8(0x07)].withUnsafeBytes { _ = device.write($0, unless: signals) }
  }
}
