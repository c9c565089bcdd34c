import Testing

@testable import Recipes

@Suite("Words of a shell")
struct ShellWordsTests {
  @Test(
    "Quotes, comments, continued lines and variables",
    arguments: [
      ("a 'b c' \"d e\" f\\ g", [["a", "b c", "d e", "f g"]]),
      ("a --x 1 # rest\nb", [["a", "--x", "1"], ["b"]]),
      ("--x 1\n --y 2\nb", [["--x", "1", "--y", "2"], ["b"]]),
      ("a \\\n  --x 1", [["a", "--x", "1"]]),
      ("N=3\na $N ${N} ${M:-4}", [["a", "3", "3", "4"]]),
      ("N=3\na --x $((N * 2 + 7 / 2))", [["a", "--x", "9"]]),
      ("A=(--x 1 \n --y 'b c')\na ${A[@]} z", [["a", "--x", "1", "--y", "b c", "z"]]),
      ("O=\"--x 1 --y 2\"\na $O", [["a", "--x", "1", "--y", "2"]]),
      (
        "A=(--x 1)\nA=(\"${A[@]}\" --y 2)\nA+=(--z \"3 4\")\na \"${A[@]}\"",
        [["a", "--x", "1", "--y", "2", "--z", "3 4"]]
      ),
      ("O=\"--x 1\"\nO+=\" --y 2\"\na $O", [["a", "--x", "1", "--y", "2"]]),
      ("D=${E:-\"${F:-g}/h\"}\na $D ${N:--1}", [["a", "g/h", "-1"]]),
      ("a --x $(date +%Y \"%m\") --y 2", [["a", "--x", "$(date +%Y \"%m\")", "--y", "2"]]),
      ("CUDA=0 OMP=1 a b", [["a", "b"]]),
      ("A=96\nB=4\na --x $((A / (B * 3))) --y $(((A - B) * 2))", [["a", "--x", "8", "--y", "184"]]),
      ("a --x $(( ${1} - $2 )) b", [["a", "--x", "$(( ${1} - $2 ))", "b"]]),
      ("a --x $((N * 2)) c", [["a", "--x", "$((N * 2))", "c"]]),
      (
        "cat > f.yaml <<EOF\nx: 1\na --y 2\nEOF\nb f.yaml",
        [["cat", ">", "f.yaml", "<<EOF"], ["b", "f.yaml"]]
      ),
      ("cat <<EOF", [["cat", "<<EOF"]]), ("cat <<EOF\nx", [["cat", "<<EOF"]]), ("$(())", [["$(())"]]),
      ("a; b && c | d", [["a"], ["b"], ["c"], ["d"]]),
      ("a $UNKNOWN", [["a", "$UNKNOWN"]]),
      ("a \"unclosed", [["a", "unclosed"]]), ("", []), ("\\", []), ("a ${", [["a", "${"]]),
      ("$((", [["$(("]]),
    ] as [(String, [[String]])])
  func words(text: String, commands: [[String]]) {
    #expect(ShellWords(text).commands.map { $0.map(\.text) } == commands)
  }

  @Test("A word knows its line")
  func lines() {
    let words = ShellWords("train.py \\\n  --lr 1 \\\n  --x '2\n3' \\\n --y 4").commands[0]
    #expect(words.map(\.line) == [1, 2, 2, 3, 3, 5, 5])
  }

  @Test("Texts that a script writes to files, with what its variables are")
  func documents() {
    let shell = ShellWords(
      "N=5\ncat <<EOF > a.yaml\nsteps: ${N}\nname: $X\nEOF\ncat >b.json <<'END'\n{\"n\": \"$N\"}\nEND\ncat <<-E | tee c.yaml\n\tk: 1\n\tE\nrun"
    )
    #expect(shell.documents.map(\.name) == ["a.yaml", "b.json", "c.yaml"])
    #expect(shell.documents.map(\.text) == ["steps: 5\nname: $X", "{\"n\": \"$N\"}", "k: 1"])
    #expect(shell.documents.map(\.line) == [3, 7, 10])
    #expect(shell.commands.last?.map(\.text) == ["run"])
  }

  @Test("What a command is run with")
  func environments() {
    let shell = ShellWords("export A=1 B=2\nC=3\nD=4 E=5 run\nB=6 other")
    #expect(shell.environments == [["A": "1", "B": "2", "D": "4", "E": "5"], ["A": "1", "B": "6"]])
  }

  @Test("What the head of a script tells Slurm")
  func slurm() {
    let text =
      "#!/bin/bash\n#SBATCH -N 3\n#SBATCH --ntasks-per-node=2\n#SBATCH --gres=gpu:h100:4\na $SLURM_NNODES $SLURM_NTASKS $SLURM_GPUS_ON_NODE $SLURM_JOBID"
    #expect(ShellWords(text).commands.map { $0.map(\.text) } == [["a", "3", "6", "4", "$SLURM_JOBID"]])
  }

  @Test("Flags take what follows, and numbers below 0 too")
  func flags() {
    let line = CommandLine(
      ShellWords("torchrun --nproc_per_node 2 train.py cfg --steps 8 11 --lr=-1e-3 --amp -b 64 k=v").commands[
        0])
    #expect(line.words == ["torchrun", "train.py", "cfg"])
    let shown = line.entries.map { "\($0.key)=\($0.setting.python)" }
    #expect(shown == ["nproc_per_node=2", "steps=[8, 11]", "lr=-0.001", "amp=True", "b=[64, 'k=v']"])
  }
}
