import Canvas
import Testing

@testable import Terminal

/// Two clicks are a double click where they come at once and at one place.
@Suite struct ClickCounterTests {
  private let start = ContinuousClock.now
  private let here = Point(x: 3, y: 4)

  private func counted(_ keys: [(KeyEvent, Int)]) -> [KeyEvent] {
    var counter = ClickCounter()
    return keys.map { counter.counted($0.0, at: start + .milliseconds($0.1)) }
  }

  @Test func atOnceAndAtOnePlaceOnly() {
    let release = KeyEvent.release(here)
    #expect(
      counted([(.click(here), 0), (release, 50), (.click(here), 200), (release, 250)])
        == [.click(here), release, .doubleClick(here), release])
    #expect(counted([(.click(here), 0), (.click(here), 500)]).last == .click(here))
    let there = Point(x: 4, y: 4)
    #expect(counted([(.click(here), 0), (.click(there), 100)]).last == .click(there))
    #expect(counted([(.click(here), 0), (.character("x"), 50), (.click(here), 100)]).last == .click(here))
    #expect(counted([(.click(here), 0), (.drag(there), 50), (.click(here), 100)]).last == .click(here))
  }

  /// A third click begins anew.
  @Test func threeClicksAreADoubleOneAndAClick() {
    #expect(
      counted([(.click(here), 0), (.click(here), 100), (.click(here), 200), (.click(here), 300)])
        == [.click(here), .doubleClick(here), .click(here), .doubleClick(here)])
  }
}
