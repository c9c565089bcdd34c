/// A command line read word by word, without ArgumentParser: that finds its properties by reflection, which takes longer
/// than all of `lrviz plot`.
///
/// Only plain lines are read so: words, flags, and `--name value` or `--name=value`, all known and in order. Whatever else
/// there is, such as a question for help or anything wrong, is ArgumentParser's to judge and to word.
struct FastArgumentReader {
  private var rest: ArraySlice<String>
  private var word = ""
  /// The option's name without its dashes, if the word is one.
  private var name: String?
  /// What follows the option's equals sign.
  private var attached: String?

  /// The line is for ArgumentParser.
  private struct Unsupported: Error {}

  init(_ words: ArraySlice<String>) { rest = words }

  /// Goes on to the next word that is not the value of an option.
  fileprivate mutating func advance() -> Bool {
    guard let next = rest.popFirst() else { return false }
    (word, name, attached) = (next, nil, nil)
    guard next.utf8.starts(with: "--".utf8) else { return true }
    let parts = next.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    name = parts.first.map(String.init)
    attached = parts.count == 2 ? String(parts[1]) : nil
    return true
  }

  /// Takes the word as an argument, if it cannot be anything else.
  func argument(_ arguments: inout [String]) -> Bool {
    guard !word.isEmpty, word.utf8.first != UInt8(ascii: "-") else { return false }
    arguments.append(word)
    return true
  }

  func flag(_ declaration: FlagDeclaration, _ isSet: inout Bool) -> Bool {
    guard let name, attached == nil, name == declaration.name || name == "no-" + declaration.name else {
      return false
    }
    isSet = name == declaration.name
    return true
  }

  func flag(_ declaration: FlagDeclaration, _ isSet: inout Bool?) -> Bool {
    var value = isSet ?? false
    guard flag(declaration, &value) else { return false }
    isSet = value
    return true
  }

  mutating func option<Value>(_ declaration: OptionDeclaration<Value>, _ value: inout Value) throws -> Bool {
    guard name == declaration.name else { return false }
    value = try declaration.parse(try text())
    return true
  }

  mutating func option<Value>(_ declaration: OptionDeclaration<Value>, _ value: inout Value?) throws -> Bool {
    guard name == declaration.name else { return false }
    value = try declaration.parse(try text())
    return true
  }

  private mutating func text() throws -> String {
    guard let text = attached ?? rest.popFirst(), !text.isEmpty, text.utf8.first != UInt8(ascii: "-") else {
      throw Unsupported()
    }
    return text
  }
}

/// Arguments that plain command lines are read into without ArgumentParser.
protocol FastArguments {
  /// What holds when nothing is said.
  init()
  /// Takes the present word, and an option's value with it.
  ///
  /// - Returns: whether the word is known here.
  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool
}

extension FastArguments {
  /// nil if the line is not plain.
  init?(plain line: ArraySlice<String>) {
    self.init()
    var reader = FastArgumentReader(line)
    do {
      while reader.advance() {
        guard try consume(&reader) else { return nil }
      }
    } catch { return nil }
  }
}
