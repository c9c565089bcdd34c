import Foundation
import LRSchedulers
import Testing

/// Callbacks of Keras that set rates in several methods, and several callbacks.
@Suite struct KerasHookTests {
  private static func cycle(_ set: String) -> String {
    """
    from keras.callbacks import Callback
    import keras.backend as K
    class Waves(Callback):
        def __init__(self, low, high, half):
            super().__init__()
            self.low, self.high, self.half = low, high, half
            self.count = 0.
        def rate(self):
            part = abs(self.count % (2 * self.half) / self.half - 1)
            return self.low + (self.high - self.low) * (1 - part)
        def on_train_begin(self, logs={}):
            \(set.replacing("RATE", with: "self.low"))
        def on_batch_end(self, batch, logs=None):
            self.count += 1
            \(set.replacing("RATE", with: "self.rate()"))
    model.fit(x, y, callbacks=[Waves(0.01, 0.05, 4)])
    """
  }

  /// What begins the training is the first row, and what a batch ends with is the next one's.
  @Test(arguments: [
    "K.set_value(self.model.optimizer.lr, RATE)", "self.model.optimizer.learning_rate = RATE",
  ])
  func whatABatchEndsWithHoldsForTheNext(set: String) throws {
    let text = Self.cycle(set)
    let all = try PastedSchedule.all(in: text, options: PastedRates.options())
    #expect(all.count == 1)
    #expect(all[0].stepsPerBatch == true)
    #expect(!all[0].notes.contains { $0.contains("is open") })
    let wanted = [0.01, 0.02, 0.03, 0.04, 0.05, 0.04, 0.03, 0.02, 0.01, 0.02]
    PastedRates.expect(try PastedRates.of(text, 10)) { wanted[$0] }
    // Whatever was asked for, the callback sets it.
    var asked = PastedRates.options()
    asked.lrs = [0.7]
    PastedRates.expect(try PastedRates.of(text, 10, asked)) { wanted[$0] }
  }

  /// What another method changes is told.
  @Test func whatEpochsChangeIsSaid() throws {
    let restart = "    def on_epoch_end(self, epoch, logs={}):\n        self.count = 0\nmodel.fit"
    let text = Self.cycle("K.set_value(self.model.optimizer.lr, RATE)").replacing("model.fit", with: restart)
    #expect(try PastedRates.notes(text).contains("what on_epoch_end() of line 16 changes is not followed"))
  }

  private static let both = """
    from keras.callbacks import ReduceLROnPlateau, LearningRateScheduler
    plateau = ReduceLROnPlateau(monitor='val_loss', factor=0.3, patience=2)
    rule = LearningRateScheduler(lambda epoch: 0.05 * 0.8 ** epoch)
    model.compile(optimizer='sgd', loss='mse')

    """

  /// The function is asked anew for each epoch, and what is in no list does nothing.
  @Test(arguments: [("[rule]", false), ("[plateau, rule]", true)])
  func theFunctionWins(callbacks: String, isSaid: Bool) throws {
    let text = Self.both + "model.fit(x, y, epochs=20, callbacks=\(callbacks))"
    let all = try PastedSchedule.all(in: text, options: PastedRates.options())
    #expect(all.count == 1)
    #expect(all[0].notes.contains { $0.contains("ReduceLROnPlateau of line 2 is left out") } == isSaid)
    PastedRates.expect(try PastedRates.of(text)) { 0.05 * pow(0.8, Double($0)) }
  }

  /// Two trainings have a schedule each.
  @Test func otherTrainingsAreShownToo() throws {
    let text = Self.both + "model.fit(x, y, callbacks=[rule])\nmodel.fit(x, y, callbacks=[plateau])"
    let all = try PastedSchedule.all(in: text, options: PastedRates.options())
    #expect(all.map(\.schedule.name).sorted() == ["LambdaLR", "keras.callbacks.ReduceLROnPlateau"])
  }

  /// Which metric is watched changes no rate.
  @Test func theMetricIsNotAskedFor() throws {
    let text = """
      from tensorflow.keras.callbacks import ReduceLROnPlateau
      rows = read(place) if place.exists() else None
      s = ReduceLROnPlateau(monitor='val_loss' if rows else 'loss', factor=0.4)
      model.compile(optimizer=tf.keras.optimizers.Adam(0.002))
      """
    #expect(try PastedSchedule.all(in: text, options: PastedRates.options()).count == 1)
  }
}
