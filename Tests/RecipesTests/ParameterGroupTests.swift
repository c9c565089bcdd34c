import LRSchedulers
import Testing

@testable import Recipes

/// Rates of parameter groups that a configuration multiplies.
@Suite("Parameter groups of recipes")
struct ParameterGroupTests {
  private static func read(_ text: String, lrs: [Double]? = nil) throws -> PastedSchedule {
    var options = ScriptOptions()
    options.lrs = lrs
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  @Test("detectron2's projects multiply the backbone's rate, and others")
  func detectron2() throws {
    let text = "SOLVER:\n  BASE_LR: 0.02\n  MAX_ITER: 500\n  STEPS: (300,)\n"
    #expect(try Self.read(text).lrs == [0.02])
    #expect(try Self.read(text + "  BACKBONE_MULTIPLIER: 0.25").lrs == [0.02, 0.02 * 0.25])
    #expect(try Self.read(text + "  BACKBONE_MULTIPLIER: 1.0").lrs == [0.02])
    let both = try Self.read(text + "  BIAS_LR_FACTOR: 2.0\n  BACKBONE_MULTIPLIER: 0.5")
    #expect(
      both.lrs == [0.02, 0.04, 0.01] && both.rules.contains { $0.hasPrefix("group 3, backbone: 0.02 x 0.5") })
    // Several rates that are asked for are the groups'.
    #expect(try Self.read(text + "  BACKBONE_MULTIPLIER: 0.5", lrs: [1, 3]).lrs == [1, 3])
    #expect(try Self.read(text + "  BACKBONE_MULTIPLIER: 0.5", lrs: [4]).lrs == [4, 2])
    let layers = try Self.read(text + "  VIT_LAYER_DECAY: true")
    #expect(layers.lrs == [0.02] && layers.notes.contains { $0.contains("VIT_LAYER_DECAY") })
  }

  private static let scheduler =
    "param_scheduler = dict(type='StepLR', step_size=5)\ntrain_cfg = dict(max_epochs=9)\n"

  @Test("mmengine's constructor multiplies by lr_mult, each rate once")
  func mmengine() throws {
    let pasted = try Self.read(
      Self.scheduler
        + "optim_wrapper = dict(optimizer=dict(type='AdamW', lr=0.004), paramwise_cfg=dict(custom_keys={'neck': dict(decay_mult=0.0), 'stem': dict(lr_mult=0.5), 'stage': dict(lr_mult=0.5)}, bias_lr_mult=2.0))"
    )
    #expect(pasted.lrs == [0.004, 0.002, 0.008])
    #expect(pasted.rules.contains { $0.hasPrefix("rate of biases: 0.004 x 2") }, "\(pasted.rules)")
  }

  @Test("A constructor with a rate for each layer is said")
  func layers() throws {
    let pasted = try Self.read(
      Self.scheduler
        + "optim_wrapper = dict(optimizer=dict(type='AdamW', lr=0.004), constructor='LayerDecayOptimWrapperConstructor', paramwise_cfg=dict(layer_decay_rate=0.8))"
    )
    #expect(
      pasted.lrs == [0.004] && pasted.notes.contains { $0.contains("LayerDecayOptimWrapperConstructor") })
  }

  @Test("mmcv's configs have it within the optimizer")
  func mmcv() throws {
    let pasted = try Self.read(
      "optimizer = dict(type='SGD', lr=0.1, paramwise_cfg=dict(custom_keys=dict(head=dict(lr_mult=10.))))\nlr_config = dict(policy='step', step=[2])\nrunner = dict(max_epochs=4)"
    )
    #expect(pasted.lrs == [0.1, 1.0])
  }
}
