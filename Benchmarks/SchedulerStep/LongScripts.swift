/// Scripts as long as they get, whose last line builds a scheduler.
enum LongScripts {
  private static let scheduler = "scheduler = StepLR(optimizer, 10)\n"

  /// Statements without any block: nothing can be passed over.
  static func flat(lines: Int) -> String {
    (1..<lines).map { "x\($0) = \($0)\n" }.joined() + scheduler
  }

  /// What training scripts are made of: functions, most of which nobody calls, options, and calls of libraries.
  static func training(lines: Int) -> String {
    let block = """
      def evaluate_NUMBER(model, loader, device="cuda"):
          model.eval()
          losses = []
          for batch, (inputs, targets) in enumerate(loader):
              outputs = model(inputs.to(device))
              losses.append(criterion(outputs, targets.to(device)).item())
          return sum(losses) / len(losses)

      parser.add_argument("--option-NUMBER", type=float, default=0.NUMBER, help="one of many")
      layer_NUMBER = nn.Linear(64, NUMBER, bias=False)

      """
    let count = lines / block.utf8.count(where: { $0 == UInt8(ascii: "\n") })
    let blocks = (0..<count).map { number in
      block.split(separator: "NUMBER", omittingEmptySubsequences: false).joined(separator: String(number))
    }
    return "import torch, argparse\nparser = argparse.ArgumentParser()\n" + blocks.joined() + scheduler
  }
}
