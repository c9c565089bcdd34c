import Foundation
import LRSchedulers
import Testing

@testable import Recipes

/// Every number of every configuration makes way for awkward ones: what comes of it is refused or read, and nothing traps. All of them at
/// every place take minutes, which is file-fuzz's work; here each place has two, others than the place before it.
@Suite("Awkward numbers in configurations")
struct AwkwardNumberTests {
  private static let awkward = [
    "0", "-1", "1e309", "-1e309", "nan", ".nan", "1e-320", "1e15", "999999999999", "9223372036854775807",
    "-9223372036854775808", "99999999999999999999",
  ]

  private static let texts: [(name: String, text: String)] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Configurations")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let files = names.filter { $0 != frameworks }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)).map { (name, $0) }
    }
    return files + framed(in: folder.appendingPathComponent(frameworks)) + more
  }()

  private static let frameworks = "frameworks.json"

  /// Of the many configurations of each framework in one file, the longest.
  private static func framed(in file: URL) -> [(String, String)] {
    struct Listed: Decodable {
      struct Configuration: Decodable {
        let framework: String
        let text: String
      }
      let cases: [Configuration]
    }
    guard let data = try? Data(contentsOf: file),
      let listed = try? JSONDecoder().decode(Listed.self, from: data)
    else { return [] }
    return Dictionary(grouping: listed.cases, by: \.framework).sorted { $0.key < $1.key }.compactMap {
      name, all in
      all.max { $0.text.utf8.count < $1.text.utf8.count }.map { (name, $0.text) }
    }
  }

  /// Flags and keys that no file there has.
  private static let more = [
    (
      "timm",
      "--sched cosine --epochs 300 --lr 0.1 --warmup-epochs 5 --cooldown-epochs 10 --lr-cycle-limit 2 --lr-cycle-mul 2.0"
    ),
    ("timm wsd", "--sched wsd --epochs 300 --lr 0.1 --decay-epochs 30 --warmup-epochs 5 --sched-on-updates"),
    (
      "megatron",
      "--lr 3e-4 --train-iters 1000 --lr-warmup-fraction 0.1 --lr-decay-style cosine --global-batch-size 8 --rampup-batch-size 4 2 100"
    ),
    (
      "megatron samples",
      "--lr 3e-4 --train-samples 9000 --lr-warmup-samples 100 --lr-decay-style WSD --lr-wsd-decay-samples 900 --global-batch-size 8"
    ),
    (
      "swift",
      "swift sft --learning_rate 1e-4 --num_train_epochs 3 --per_device_train_batch_size 2 --warmup_ratio 0.05"
    ),
    (
      "megatron swift",
      "megatron sft --lr 1e-5 --num_train_epochs 3 --micro_batch_size 2 --global_batch_size 16 --lr_warmup_fraction 0.05 --tensor_model_parallel_size 2"
    ),
    (
      "fairseq stages",
      "fairseq-train --lr-scheduler tri_stage --lr 0.1 --phase-ratio (0.1,0.4,0.5) --max-update 1000"
    ),
    (
      "transformers",
      "TrainingArguments(learning_rate=2e-5, num_train_epochs=3.0, per_device_train_batch_size=8, gradient_accumulation_steps=4, warmup_ratio=0.1, warmup_steps=0, lr_scheduler_type='cosine')"
    ),
    (
      "deepspeed",
      "{\"optimizer\": {\"type\": \"AdamW\", \"params\": {\"lr\": 3e-05}}, \"scheduler\": {\"type\": \"WarmupDecayLR\", \"params\": {\"warmup_min_lr\": 0, \"warmup_max_lr\": 3e-05, \"warmup_num_steps\": 10, \"total_num_steps\": 100}}}"
    ),
  ]

  private static func numbers(in text: String) -> [Range<String.Index>] {
    text.ranges(of: /-?[0-9][0-9_.]*(?:[eE][-+]?[0-9]+)?/)
  }

  @Test("They are read or refused", arguments: texts.indices)
  func numbers(index: Int) {
    let text = Self.texts[index].text
    let places = Self.numbers(in: text)
    #expect(!places.isEmpty)
    for (number, place) in places.enumerated() {
      var options = ScriptOptions()
      if number % 2 == 1 {
        (options.samples, options.batchSize, options.epochs) = (52_000, 8, 3)
        (options.stepsPerEpoch, options.devices) = (10_000, 8)
      }
      for turn in 0..<2 {
        let awkward = Self.awkward[(5 * (2 * number + turn) + index) % Self.awkward.count]
        let changed = text.replacingCharacters(in: place, with: awkward)
        for one in (try? Recipes.schedules(in: changed, options: options)) ?? [] {
          #expect(
            (try? Schedule(parsing: one.schedule.spec)) != nil, "\(Self.texts[index].name): \(awkward)")
        }
      }
    }
  }
}
