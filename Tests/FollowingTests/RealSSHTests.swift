import Glibc
import RunLogs
import TestSupport
import Testing

@testable import Following

/// A real sshd for each connection, with keys and configuration of the test's own. `ssh` starts it as its proxy and
/// talks to it through a pipe: a port would have to be free, and stay so while the server is down.
@Suite("Logs over a real ssh")
struct RealSSHTests {
  private static let server = "/usr/sbin/sshd"
  static let isThere = access(server, X_OK) == 0 && access("/usr/bin/ssh-keygen", X_OK) == 0

  /// A server in a folder of its own, and an `ssh` that knows it under the name `loopback`.
  private final class Server {
    let scratch: ScratchFolder

    /// - Parameter hasRelay: whether its sessions find lrviz.
    init(hasRelay: Bool) throws {
      scratch = try ScratchFolder()
      for key in ["host", "user"] {
        try run(["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", scratch.file(key)])
      }
      scratch.write(scratch.text("user.pub"), to: "authorized")
      scratch.write("loopback \(scratch.text("host.pub"))", to: "known")
      scratch.folder("there")
      symlink(PtySession.path(of: "lrviz"), scratch.file("there/lrviz"))
      // Run by root it wants a folder that only root may use.
      mkdir("/run/sshd", 0o755)
      scratch.write(
        """
        HostKey \(scratch.file("host"))
        AuthorizedKeysFile \(scratch.file("authorized"))
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        SetEnv PATH=\(hasRelay ? scratch.file("there") + ":" : "")/usr/bin:/bin HOME=\(scratch.path)

        """, to: "sshd_config")
      scratch.write(
        """
        Host loopback
        ProxyCommand '\(scratch.file("bin/connect"))'
        HostKeyAlias loopback
        IdentityFile \(scratch.file("user"))
        IdentitiesOnly yes
        UserKnownHostsFile \(scratch.file("known"))

        """, to: "ssh_config")
      let connect = """
        #!/bin/sh
        test -e '\(scratch.file("up"))' || { echo 'Connection refused' >&2; exit 1; }
        exec \(RealSSHTests.server) -i -e -f '\(scratch.file("sshd_config"))' 2>>'\(scratch.file("words"))'

        """
      scratch.write(connect, to: "bin/connect")
      scratch.write("#!/bin/sh\nexec /usr/bin/ssh -F '\(scratch.file("ssh_config"))' \"$@\"\n", to: "bin/ssh")
      for program in ["bin/connect", "bin/ssh"] { chmod(scratch.file(program), 0o755) }
      start()
    }

    /// Takes connections from now on.
    func start() { scratch.write("", to: "up") }

    /// Refuses further ones.
    func stop() { unlink(scratch.file("up")) }

    private func run(_ words: [String]) throws {
      var status: Int32 = 0
      let child = try spawn(words)
      waitpid(child, &status, 0)
      try #require(status == 0, "\(words[0]) failed")
    }

    /// A program in a process group of its own, its words kept in a file.
    private func spawn(_ words: [String]) throws -> pid_t {
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      for stream: Int32 in [1, 2] {
        posix_spawn_file_actions_addopen(
          &actions, stream, scratch.file("words"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
      }
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
      var argv = words.map { strdup($0) } + [nil]
      defer { for word in argv { free(word) } }
      var child: pid_t = 0
      try #require(posix_spawn(&child, words[0], &actions, &attributes, &argv, environ) == 0)
      return child
    }
  }

  private func wait(
    _ onlooker: Onlooker, _ server: Server, _ what: String, until condition: (FollowedRun?) -> Bool
  ) throws {
    let end = WallClock.uptime + Onlooker.patience
    while !condition(onlooker.source.runs.first) {
      let state = onlooker.source.runs.map { "\($0.run.path): \($0.condition)" }
      try #require(
        WallClock.uptime < end,
        "waited in vain for \(what): \(state); the server: \(server.scratch.text("words"))")
      var polled = pollfd(fd: onlooker.source.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
      _ = poll(&polled, 1, 200)
      onlooker.look()
    }
  }

  @Test(
    "Rows come, the server dies and comes back, and nothing is read twice or lost",
    .enabled(
      if: isThere,
      "NO SSHD HERE: logs over ssh are only tested with a program in its place (apt-get install openssh-server)"
    ), arguments: [false, true])
  func connection(hasRelay: Bool) throws {
    let server = try Server(hasRelay: hasRelay)
    server.scratch.write(Rows.header + Rows.csv(1...3), to: "my runs/a.csv")
    let source = RemoteSource(
      host: "loopback", place: server.scratch.file("my runs/a.csv"), ids: FollowedIDs(),
      options: ReadOptions(),
      program: server.scratch.file("bin/ssh"))
    let onlooker = Onlooker(source)
    try wait(onlooker, server, "the rows") { $0?.points("train_loss") == Rows.losses(1...3) }
    server.scratch.append(Rows.csv(4...500), to: "my runs/a.csv")
    try wait(onlooker, server, "more rows") { $0?.points("train_loss") == Rows.losses(1...500) }
    server.stop()
    // Connections live on without their server.
    source.breakConnection()
    server.scratch.append(Rows.csv(501...600), to: "my runs/a.csv")
    try wait(onlooker, server, "the break") {
      if case .unreadable? = $0?.condition { true } else { false }
    }
    server.start()
    try wait(onlooker, server, "the rest") { $0?.points("train_loss") == Rows.losses(1...600) }
    #expect(onlooker.source.runs.first?.condition == .following && onlooker.source.runs.count == 1)
    #expect(onlooker.source.runs.first?.reader == (hasRelay ? .lrviz : .unixTools))
  }

  @Test(
    "What matches a pattern is followed, and no name is run by a shell",
    .enabled(
      if: isThere,
      "NO SSHD HERE: logs over ssh are only tested with a program in its place (apt-get install openssh-server)"
    ), arguments: [false, true])
  func pattern(hasRelay: Bool) throws {
    let server = try Server(hasRelay: hasRelay)
    HostileRuns.write(to: server.scratch)
    for place in [server.scratch.file("run*/log.csv"), "~/run*/l[o]g.?sv"] {
      let source = RemoteSource(
        host: "loopback", place: place, ids: FollowedIDs(), options: ReadOptions(),
        program: server.scratch.file("bin/ssh"))
      let onlooker = Onlooker(source)
      try wait(onlooker, server, "all runs of \(place)") { _ in
        HostileRuns.haveCome(source.runs, from: server.scratch, withBroken: hasRelay)
      }
      #expect(source.runs.allSatisfy { $0.reader == (hasRelay ? .lrviz : .unixTools) })
    }
    #expect(server.scratch.names(".").filter { $0.contains("pwned") && !$0.hasPrefix("run") } == [])
  }
}
