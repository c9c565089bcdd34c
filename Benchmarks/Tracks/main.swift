import Tracks

#if canImport(Glibc)
  import Glibc
#endif

/// What 10,000,000 points of a track cost, in memory and time, as `name number` on each line.
///
/// Usage: track-points even|steps|times   (how x goes on; a process each, as the memory is the process's)
let count = 10_000_000

/// How x goes on from point to point.
let next: (Int, Double) -> Double =
  switch CommandLine.arguments.dropFirst().first {
  case "steps": { $1 + Double(1 + $0 % 7) }
  case "times": { $1 + Double(1 + $0 % 7) / 3 }
  default: { $1 + Double(1 + ($0 & 0)) }
  }

/// The processor time that `body` takes, in seconds: what else the machine does is no part of it.
func seconds(_ body: () -> Void) -> Double {
  var (start, end) = (timespec(), timespec())
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
  body()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
  return Double(end.tv_sec - start.tv_sec) + 1e-9 * Double(end.tv_nsec - start.tv_nsec)
}

/// A line of /proc/self/status such as `VmRSS`, in bytes.
func memory(_ key: String) -> Double {
  guard let file = fopen("/proc/self/status", "r") else { return .nan }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, Int32(line.count), file) != nil {
    let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split {
      $0 == ":" || $0 == "\t" || $0 == " "
    }
    if words.first == Substring(key), words.count > 1 { return 1024 * (Double(words[1]) ?? .nan) }
  }
  return .nan
}

func filled(_ count: Int) -> Track {
  var track = Track()
  var x = 1.0
  for index in 0..<count {
    track.append(x: x, Double(index & 1023))
    x = next(index, x)
  }
  return track
}

/// Appends while a copy of the track before lives, as a frame that is being drawn holds one.
func appendsBesideCopies(_ track: Track, _ times: Int) -> Double {
  var (track, copy) = (track, track)
  let x = track.lastX ?? 0
  return seconds {
    for index in 1...times {
      copy = track
      track.append(x: x + Double(index), 1)
    }
    precondition(copy.count + 1 == track.count)
  }
}

// The pages of the code are not the points'.
var track = filled(2_000)
let before = memory("VmRSS")
let filling = seconds { track = filled(count) }
let (resident, peak) = (memory("VmRSS") - before, memory("VmHWM") - before)
print("bytes", resident / Double(count))
print("peak", peak / Double(count))
print("append_seconds", filling)
print("append_beside_copy_us", appendsBesideCopies(track, 100_000) * 1e6 / 100_000)
let lookups = 1_000_000
var found = 0
let end = track.lastX ?? 0
let searching = seconds {
  for index in 0..<lookups {
    found &+= track.index(atOrAfter: end * Double(index * 7919 % lookups) / Double(lookups), in: 0)
  }
}
print("lookup_ns", searching * 1e9 / Double(lookups) + Double(found & 0))
