/// What is run on the other machine: an lrviz of the same protocol, where there is one (``RelayServer``), else the rest of
/// this, a shell script of what every Unix has, which sends files as they grow.
///
/// The script writes lines, and behind some of them bytes:
///
///     F 1 /home/u/run/log.csv    file 1, which was asked for, is followed from now on
///     S 2 /home/u/run/b/log.csv  file 2, which was found in a folder, too
///     I 1 131077                 its inode
///     D 1 4096 210               210 bytes of it, from byte 4096 on, and then "\nE 1\n"
///     R 1                        it has started over: what follows begins at byte 0
///     G 1                        it is gone
///     N                          nothing is there
///     P                          a turn without news
///
/// Nothing is written on the other machine. When nobody reads any more, the script ends at its next turn.
enum RemoteScript {
  /// A file as it was known when the connection broke.
  struct Known: Equatable {
    var path: String
    var inode: String
    var offset: Int
  }

  /// As many files of a folder are followed.
  static let most = 200
  /// Bytes that are sent in one go.
  static let piece = 1 << 20

  /// The status with which the script ends where an lrviz had begun and has failed.
  static let relayFailed: Int32 = 70

  /// - Parameters:
  ///   - path: on the other machine, perhaps a pattern; one that begins with `~/` is in the home folder.
  ///   - known: the files that are there, and how far each has come.
  ///   - relay: what an lrviz there is asked; nil where it is not to be.
  static func text(_ path: String, _ known: [Known], relay: RelayRequest? = nil) -> String {
    (relay.map(asking) ?? "") + plainText(path, known)
  }

  /// A session of ssh looks for programs in few folders; those of the user are added behind them. Who does not know the
  /// command, or speaks another protocol, ends with another status before anything is said.
  private static func asking(_ request: RelayRequest) -> String {
    """
    PATH=$PATH:$HOME/.local/bin:$HOME/bin
    if command -v lrviz >/dev/null 2>&1; then
      lrviz relay --protocol \(RelayProtocol.version) 2>/dev/null <<'LRVIZ'
    \(request.text)
    LRVIZ
      s=$?
      if [ "$s" -eq 0 ]; then exit; fi
      if [ "$s" -eq \(relayFailed) ] || [ "$s" -gt 128 ]; then
        echo "lrviz has ended there with status $s" >&2
        exit \(relayFailed)
      fi
    fi

    """
  }

  private static func plainText(_ path: String, _ known: [Known]) -> String {
    let lines = known.map { "add \(quoted($0.path)) \(quoted($0.inode)) \($0.offset) F\n" }
    return "P=\(place(path))\n" + functions + lines.joined() + loop
  }

  /// The home folder where none is named, or one that begins with `~/`; a name that is no option.
  private static func place(_ path: String) -> String {
    if path.isEmpty || path == "~" { return "." }
    if path.hasPrefix("~/") { return "\"$HOME\"/" + quoted(String(path.dropFirst(2))) }
    let isAbsolute = path.hasPrefix("/")
    // What matches a pattern may begin with a dash.
    return quoted(!isAbsolute && (path.hasPrefix("-") || isPattern(path)) ? "./\(path)" : path)
  }

  /// Whether a path there may be a pattern.
  static func isPattern(_ path: String) -> Bool { path.contains { "*?[".contains($0) } }

  /// In the quotes of a shell, where nothing means anything.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// Names are words of the shell's only in quotes, but for the pattern that was asked for, which is matched and nothing else:
  /// it is what a variable holds, and `IFS` is empty then. A line break in a name would be one in what is sent, so these are left out.
  private static let functions = """
    n=0
    l='
    '
    set -f
    add() {
      case $1 in *"$l"*) return ;; esac
      n=$((n + 1))
      eval "f_$n=\\$1 i_$n=\\$2 o_$n=\\$3 h_$n="
      printf '%s %s %s\\n' "$4" "$n" "$1"
    }
    isknown() {
      j=1
      while [ "$j" -le "$n" ]; do
        eval "[ \\"\\$f_$j\\" = \\"\\$1\\" ]" && return 0
        j=$((j + 1))
      done
      return 1
    }
    offer() { [ "$n" -ge \(most) ] || isknown "$1" || add "$1" '' 0 "$2"; }
    take() {
      if [ -d "$1" ]; then
        IFS=$l
        for p in $(find -L "$1" -type f ! -path "*$l*" \\( -name '*.csv' -o -name '*.tsv' -o -name '*.jsonl' \\
          -o -name '*.log' -o -name '*.out' -o -name '*.txt' -o -name 'trainer_state.json' -o -name '*tfevents*' \\
          -o -name '*.wandb' -o -name '*.err' \\) 2>/dev/null | head -n \(most)); do
          IFS=$old
          offer "$p" S
        done
        IFS=$old
      elif [ -f "$1" ]; then
        offer "$1" F
      fi
    }
    search() {
      old=$IFS
      if [ -e "$P" ]; then
        take "$P"
      else
        IFS=; set +f
        for m in $P; do
          IFS=$old; set -f
          take "$m"
        done
        IFS=$old; set -f
      fi
      [ "$n" -gt 0 ] || echo N
    }
    beginning() { head -c "$1" "$2" 2>/dev/null | cksum; }

    """

  private static let loop = """
    turn=0
    while :; do
      [ $((turn % 10)) -ne 0 ] || search
      turn=$((turn + 1)) moved=0 k=1
      while [ "$k" -le "$n" ]; do
        eval "p=\\$f_$k i=\\$i_$k o=\\$o_$k h=\\$h_$k"
        set -- $(LC_ALL=C ls -lniL "$p" 2>/dev/null)
        if [ $# -lt 6 ]; then
          [ "$i" = gone ] || printf 'G %s\\n' "$k"
          i=gone
        else
          if [ -n "$i" ] && [ "$1" != "$i" ] && [ "$o" -gt 0 ]; then printf 'R %s\\n' "$k"; o=0 h=; fi
          if [ "$6" -lt "$o" ]; then printf 'R %s\\n' "$k"; o=0 h=; fi
          [ "$1" = "$i" ] || printf 'I %s %s\\n' "$k" "$1"
          i=$1
          if [ "$6" -gt "$o" ]; then
            m=$o; [ "$m" -le 512 ] || m=512
            if [ -n "$h" ] && [ "$m:$(beginning "$m" "$p")" != "$h" ]; then printf 'R %s\\n' "$k"; o=0; fi
            c=$(($6 - o)); [ "$c" -le \(piece) ] || c=\(piece)
            printf 'D %s %s %s\\n' "$k" "$o" "$c"
            tail -c "+$((o + 1))" "$p" | head -c "$c"
            printf '\\nE %s\\n' "$k"
            o=$((o + c))
            [ "$c" -lt \(piece) ] || moved=1
            m=$o; [ "$m" -le 512 ] || m=512
            h="$m:$(beginning "$m" "$p")"
          fi
        fi
        eval "i_$k=\\$i o_$k=\\$o h_$k=\\$h"
        k=$((k + 1))
      done
      if [ "$moved" = 0 ]; then echo P || exit; sleep 1; fi
    done </dev/null

    """
}
