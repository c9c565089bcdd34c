/// Rows in blocks: their x are found in order, and then each series takes all of its points, several at once.
extension RowSink {
  /// Takes the rows of some blocks, one block behind the other.
  mutating func commit(_ blocks: inout [RowBlock], into run: inout LogRun, _ batch: inout PointBatch) {
    batch.flush(into: &run)
    var planned: [[RowPlan]] = []
    for index in blocks.indices {
      if var plans = plans(blocks[index], &run) {
        place(&blocks[index], &plans, &run)
        planned.append(plans)
      } else {
        run.append(blocks[..<index], planned)
        planned = blocks[...index].map { _ in [] }
        commitOneByOne(blocks[index], into: &run, &batch)
        batch.flush(into: &run)
      }
    }
    run.append(blocks[...], planned)
  }

  private mutating func commitOneByOne(
    _ block: RowBlock, into run: inout LogRun, _ batch: inout PointBatch
  ) {
    block.forEachPart { part in
      let kind = block.kinds[part.kind]
      for start in part.starts {
        for (index, column) in kind.columns.enumerated() {
          put(column, block.values[start + index], power: block.powers[start + index])
        }
        if !kind.words.run.isEmpty { runs.text = kind.words.run }
        commit(into: &run, &batch, split: kind.words.split)
      }
    }
  }
}

extension LogRun {
  /// Appends the points of blocks whose rows have their x, the series shared among two threads.
  ///
  /// - Parameter plans: of each block those of its kinds; none for a block that is done with.
  fileprivate mutating func append(_ blocks: ArraySlice<RowBlock>, _ plans: [[RowPlan]]) {
    let blocks = zip(blocks, plans).filter { !$1.isEmpty }
    var ids: [Int] = []
    for plan in blocks.flatMap(\.1) {
      for (_, id) in plan.series where !ids.contains(id) {
        ids.append(id)
        if series[id].track.isEmpty { series[id].axis = plan.axis }
      }
    }
    let bytes = blocks.reduce(0) { $0 + $1.0.count } * ids.count * 8
    shareSeries(ids, bytes: bytes) { id, series in
      for (block, plans) in blocks {
        block.append(to: &series, plans.map { plan in plan.series.filter { $0.id == id }.map(\.number) })
      }
    }
  }
}
