import LRSchedulers
import Testing

/// Keys that Python takes for one are one here too, so that what is written reads back as the same.
@Suite struct EqualKeyTests {
  @Test(arguments: [
    ("0: 0.5, 25: 2.0, False: 0.05", "0: 0.05, 25: 2.0"), ("True: 0.5, 1: 0.2", "1: 0.2"),
    ("3: 0.5, 3.0: 0.2", "3: 0.2"), ("0: 0.5, not 60: 0.1, 0.0: 0.2", "0: 0.2"),
    ("1: 0.5, 2: 0.5", "1: 0.5, 2: 0.5"),
  ])
  func theLastCountsInThePlaceOfTheFirst(items: String, kept: String) throws {
    func schedule(_ items: String) throws -> Schedule {
      try Schedule(parsing: "optax.piecewise_constant_schedule(0.4, {\(items)})")
    }
    let read = try schedule(items)
    #expect(try read == schedule(kept))
    #expect(try Schedule(parsing: read.spec) == read && read.spec.contains("{\(kept)}"))
  }
}
