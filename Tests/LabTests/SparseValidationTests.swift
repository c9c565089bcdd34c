import Canvas
import Testing
import Training

@testable import Lab

/// A validation loss that is measured every third epoch only.
@Suite("Sparse validation") struct SparseValidationTests {
  private static func lab() throws -> Lab {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 0, of: 12)
    let records = (1...9).map { epoch in
      EpochRecord(
        epoch: epoch, lrs: [0.1], trainLoss: 1, valLoss: epoch % 3 == 0 ? Double(epoch) : nil,
        valAccuracy: nil, changes: [])
    }
    _ = lab.update(.report(lab.panes[0].id, RunReading(records: records, state: .running)))
    return lab
  }

  @Test func valuesStandAtTheirEpochs() throws {
    let lab = try Self.lab()
    let history = lab.panes[0].history
    #expect(
      history.valLoss.count == 3 && history.valLoss.value(at: 6) == 6 && history.valLoss.value(at: 2) == nil)
    let line = ChartFactory(lab: lab).loss(lab.panes[0]).lines[1]
    #expect(line.value(at: 3) == 3 && line.value(at: 9) == 9 && line.value(at: 2) == nil)
  }

  @Test func theCursorReadsThemThere() throws {
    let lab = try Self.lab()
    func text(_ x: Int) -> String {
      CursorReadout(pane: lab.panes[0], x: x, time: lab.time).lines(200, rows: 1).flatMap(\.spans).map(\.text).joined()
    }
    #expect(text(6).contains("val 6.0"))
    #expect(!text(2).contains("val") && !text(5).contains("val"))
  }
}
