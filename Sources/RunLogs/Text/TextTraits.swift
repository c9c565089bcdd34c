/// What producers of text do in their own way, known by words that only they print.
struct TextTraits: Sendable, Equatable {
  var producer: String?
  /// Whether lines are redrawn within an epoch and only the last of them counts.
  var isLastOfEpoch = false

  static let keras = "Keras"

  private struct Mark {
    var text: StaticString
    var producer: String
    var isLastOfEpoch = false
  }

  private static let marks: [Mark] = [
    Mark(text: "Sanity Checking", producer: "Lightning", isLastOfEpoch: true),
    Mark(text: "Validation DataLoader 0:", producer: "Lightning", isLastOfEpoch: true),
    Mark(text: "GPU available: ", producer: "Lightning", isLastOfEpoch: true),
    Mark(text: ", v_num=", producer: "Lightning", isLastOfEpoch: true),
    Mark(text: "Modules in train mode", producer: "Lightning", isLastOfEpoch: true),
    Mark(text: "ms/step - ", producer: keras, isLastOfEpoch: true),
    Mark(text: "us/step - ", producer: keras, isLastOfEpoch: true),
    Mark(text: "s/step - ", producer: keras, isLastOfEpoch: true),
    Mark(text: "] - ETA: ", producer: keras, isLastOfEpoch: true),
    Mark(text: "ScoreIterationListener", producer: "Deeplearning4j"),
    Mark(text: ":::MLLOG ", producer: "MLPerf"),
    Mark(text: ":::MLPv", producer: "MLPerf"),
    Mark(text: "E    #     ", producer: "spaCy"),
    Mark(text: "fairseq", producer: "fairseq"),
    Mark(text: "mmengine", producer: "MMEngine"),
    Mark(text: "consumed samples:", producer: "Megatron-LM"),
    Mark(text: "log_dist]", producer: "DeepSpeed"),
    Mark(text: "History (loss, ", producer: "Flower"),
    Mark(text: "ppocr ", producer: "PaddleOCR"),
    Mark(text: "ppdet.", producer: "PaddleDetection"),
    Mark(text: "[titan]", producer: "torchtitan"),
    Mark(text: "[LightGBM]", producer: "LightGBM"),
    Mark(text: "Pseudo dice", producer: "nnU-Net"),
    Mark(text: "Average global foreground Dice", producer: "nnU-Net"),
    Mark(text: "Averaged stats:", producer: "MetricLogger"),
    Mark(text: "epoch:train:", producer: "ESPnet"),
    Mark(text: "train-rmse:", producer: "XGBoost"),
    Mark(text: "train-logloss:", producer: "XGBoost"),
    Mark(text: "[metric][", producer: "Composer"),
    Mark(text: "] Ep. ", producer: "Marian"),
    Mark(text: "Trained Tokens ", producer: "MLX-LM"),
    Mark(text: "total_timesteps", producer: "Stable-Baselines3"),
    Mark(text: "'learning_rate': ", producer: "Hugging Face Trainer"),
    Mark(text: " trl:", producer: "llm.c"),
    Mark(text: "lrm: ", producer: "nanochat"),
    Mark(text: " l_pix: ", producer: "BasicSR"),
    Mark(text: "HellaSwag accuracy", producer: "build-nanogpt"),
  ]

  /// Learns from a line, until the producer is known.
  mutating func note(_ line: Bytes) {
    guard producer == nil else { return }
    for mark in Self.marks where line.firstIndex(of: mark.text) != nil {
      producer = mark.producer
      isLastOfEpoch = mark.isLastOfEpoch
      return
    }
  }
}
