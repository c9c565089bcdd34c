import LRSchedulers
import Testing

@testable import Recipes

/// Scripts of a shell as people write them: what runs, what is only shown, what is written to a file.
@Suite("Shell scripts")
struct ShellScriptTests {
  private static func all(_ text: String, _ definitions: [(String, String)] = []) throws -> [PastedSchedule] {
    var options = ScriptOptions()
    options.definitions = definitions.map { .init(name: $0.0, value: $0.1) }
    return try Recipes.schedules(in: text, options: options)
  }

  private static let flags = "--learning_rate 1e-4 --max_steps 60 --lr_scheduler_type cosine --warmup_steps 6"

  @Test(
    "A script needs no first line that names a shell",
    arguments: [
      "N=$(nvidia-smi -L | wc -l)\ntorchrun --nproc_per_node $N t.py FLAGS",
      "ARGS=()\nARGS+=(FLAGS)\ntorchrun t.py \"${ARGS[@]}\"", "export A=1\nset -e\npython t.py FLAGS",
      "set -ex\ncd x\npython t.py FLAGS", "CMD=\"python t.py FLAGS\"\necho $CMD\neval $CMD",
      "export base_args=\"--do_train True FLAGS\"",
    ])
  func beginnings(text: String) throws {
    let found = try Self.all(text.replacing("FLAGS", with: Self.flags))
    #expect(found.count == 1 && found.first?.length == 60, "\(found.map(\.schedule.spec))")
  }

  @Test("A configuration that the script writes is one")
  func written() throws {
    let found = try Self.all(
      "STEPS=45\ncat > cfg.yaml <<EOF\nlearning_rate: 2e-5\nlr_scheduler_type: cosine\nmax_steps: ${STEPS}\nEOF\nllamafactory-cli train cfg.yaml"
    )
    #expect(found.count == 1 && found.first?.length == 45 && found.first?.lrs == [2e-5])
  }

  @Test("What a computation depends on is asked for by the flag")
  func computed() throws {
    let text = "G=64\npython t.py --learning_rate 1e-4 --lr_scheduler_type linear --max_steps $(( G * ${1} ))"
    let error = #expect(throws: SpecError.self) { try Self.all(text) }
    #expect(error?.missing.first?.name == "max_steps" && error?.missing.first?.lines == [2])
    #expect(try Self.all(text, [("max_steps", "70")]).first?.length == 70)
  }
}
