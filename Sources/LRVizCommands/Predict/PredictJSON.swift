import Canvas
import JSON
import Predict

/// `predict --format json`
struct PredictJSON {
  private let prediction: Prediction
  private var study: Study { prediction.study }

  init(_ prediction: Prediction) { self.prediction = prediction }

  var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member("law", study.law.rawValue)
      json.member("runs", array: runs)
      json.member(
        "parameters",
        object: { json in
          for (name, value) in study.parameters { json.member(name, value) }
        })
      json.member(
        "told_by_data",
        object: { json in
          for (name, share) in study.priorShares { json.member(name, share) }
        })
      json.member("plans", array: { json in for plan in prediction.plans { write(plan, &json) } })
      if let best = prediction.best { json.member("best", object: { json in write(best, &json) }) }
      json.member("warnings", array: warnings)
    }
    return json.text + "\n"
  }

  private func runs(_ json: inout JSONWriter) {
    for (index, log) in prediction.logs.enumerated() {
      let run = study.runs[study.places[index]]
      json.object { json in
        json.member("path", log.path)
        json.member("loss", log.lossName)
        json.member("rows", log.rowCount)
        json.member("used", run.used.count)
        json.member("bins", run.binCount)
        json.member("noise", run.noise)
        json.member("rms", study.misfits[study.places[index]])
        json.member("rates", run.warmup.source == .plan ? "plan" : "logged")
        json.member(
          "warmup",
          object: { json in
            json.member("steps", run.warmup.steps)
            json.member("shape", run.warmup.shape.rawValue)
            json.member("from", run.warmup.source.rawValue)
          })
      }
    }
  }

  private func write(_ plan: Prediction.Plan, _ json: inout JSONWriter) {
    let points = plan.forecast.points
    json.object { json in
      json.member("spec", plan.spec)
      json.member("steps", plan.curve.count)
      json.member("at", array: { json in for point in points { json.write(point.step) } })
      json.member("lr", points.map(\.rate))
      json.member("loss", points.map(\.loss))
      json.member("low", points.map(\.low))
      json.member("high", points.map(\.high))
      write(final: plan, &json)
      if let other = plan.final.otherLaw { json.member("other_law", other) }
      guard let (log, _, agreement) = plan.against else { return }
      json.member(
        "against",
        object: { json in
          json.member("path", log.path)
          json.member("pred_e", agreement.meanError)
          json.member("worst_e", agreement.worstError)
          json.member("mae", agreement.absoluteError)
          json.member("r2", agreement.determination)
          json.member("final", agreement.final)
        })
    }
  }

  private func write(final plan: Prediction.Plan, _ json: inout JSONWriter) {
    guard let final = plan.final.final else { return }
    json.member(
      "final",
      object: { json in
        json.member("loss", final.loss)
        json.member("low", final.low)
        json.member("high", final.high)
      })
  }

  private func write(_ best: Prediction.Best, _ json: inout JSONWriter) {
    json.member("spec", best.plan.spec)
    json.member("steps", best.decay.steps)
    json.member("decay_fraction", best.decay.fraction)
    write(final: best.plan, &json)
    json.member("within_1e-3", [best.decay.range.lowerBound, best.decay.range.upperBound])
    json.member("gain_over_plans", best.gains)
  }

  private func warnings(_ json: inout JSONWriter) {
    for warning in prediction.warnings {
      json.object { json in
        json.member("code", warning.code.rawValue)
        json.member("text", SafeText.escape(warning.text))
      }
    }
  }
}
