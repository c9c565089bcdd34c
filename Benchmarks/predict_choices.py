#!/usr/bin/env python3
"""What each choice of Documentation/Decisions/predict.md changes in what `lrviz predict` foretells.

    python3 Benchmarks/predict_choices.py [Tests/PredictTests/Data]

Needs numpy. Fits the multi-power law with each setting of CHOICES and scores it on what was not fitted: three runs to six, each run
to the eight others, sets of runs to the others, the beginnings of runs to their rest, and the 100M runs. Errors are parts of the loss
times 10,000. The sums over drops are those of Sources/Predict/Sums, written again; takes about a minute, and two more the first time, when
the sums are planned (kept in /tmp/predict_choices.pickle).
"""

import math
import pathlib
import pickle
import sys

import numpy as np

PEAK, WARMUP = 3e-4, 2160
NAMES = ["cosine_24000", "constant_24000", "wsdcon_9", "constant_72000", "cosine_72000", "wsd_20000_24000",
         "wsdld_20000_24000", "wsdcon_3", "wsdcon_18"]
TRAINED = NAMES[:3]
PLACES = np.array([0, 3, 8, 13, 16])

# Middle and deviation of the priors of alpha, B (over the loss), beta, gamma, C: those of the literature's middle, and the chosen.
FIRST = dict(middle=[0.5, 0.04, 0.8, 0.6, 0.01])
CHOSEN = dict(middle=[0.5, 0.04, 0.9, 0.6, 0.0087])
FACTORS = [2, 2.7, 2, 1.5, 4.5]

CHOICES = {
    "normal priors, ten facts, rows alike": dict(FIRST, tails=None, facts=10, alike=False, early=0),
    "priors three times as wide": dict(FIRST, tails=None, facts=10, alike=False, early=0, wide=3),
    "heavy tails": dict(FIRST, tails=2, facts=10, alike=False, early=0),
    "heavy tails, runs alike, five facts, less at the beginning": dict(FIRST, tails=2, facts=5, alike=True, early=1),
    "chosen": dict(CHOSEN, tails=2, facts=5, alike=True, early=1),
    "chosen, thirty facts": dict(CHOSEN, tails=2, facts=30, alike=True, early=1),
    "chosen, beta 1.6": dict(CHOSEN, middle=[0.5, 0.04, 1.6, 0.6, 0.0049], tails=2, facts=5, alike=True, early=1),
}


def schedule(name, count):
    """The rate of each step over the peak, as expected of the published runs."""
    step = np.arange(count, dtype=float)
    kind, number = name.split("_")[0], int(name.split("_")[1])
    if kind == "cosine":
        rate = 0.1 + 0.45 * (1 + np.cos(np.pi * (step - WARMUP) / (number - WARMUP)))
    elif kind == "wsdcon":
        rate = np.where(step < 8000, 1, number / 30)
    elif kind == "wsdld":
        rate = np.where(step < 20000, 1, 1 - 0.9 * (step - 20000) / 4000)
    elif kind == "wsd":
        rate = np.where(step < 20000, 1, 0.1 ** ((step - 20000) / 4000))
    else:
        rate = np.ones(count)
    return np.where(step < WARMUP, step / (WARMUP - 1), rate)


class Run:
    """A run's rows, and its sums over drops as terms."""

    def __init__(self, name, rows):
        self.steps, self.losses = rows[:, 0].astype(int), rows[:, 2]
        rate = schedule(name, self.steps[-1] + 1)
        area = np.concatenate([[0], np.cumsum(rate)])
        drops = np.concatenate([[0], rate[:-1] - rate[1:]])
        self.rate = rate
        terms = [self._terms(drops, area, step) for step in self.steps]
        self.segment = np.repeat(np.arange(len(terms)), [len(places) for places, _ in terms])
        places = np.concatenate([places for places, _ in terms]).astype(int)
        self.weights = np.concatenate([weights for _, weights in terms])
        self.total = area[self.steps + 1]
        self.way = self.total[self.segment] - area[places]
        self.log_rate = np.log(np.maximum(rate[places], 1e-9))

    def _terms(self, drops, area, step):
        places, weights = [], []

        def add(first, size):
            end = first + size
            if first > step or not np.any(drops[first:end]):
                return
            # Single steps near the row; kinks of these schedules lie between blocks of 16 or within ones taken step by step.
            is_far = end <= step and area[end] - area[first] <= 0.5 * (area[step + 1] - area[end])
            if size >= 16 and is_far and self.rate[first:end].max() <= 2 * self.rate[first:end].min():
                x = np.arange(size) * 16 / size
                basis = [np.prod([(x - q) / (p - q) for q in PLACES if q != p], axis=0) for p in PLACES]
                places.extend(first + PLACES * size // 16)
                weights.extend(basis @ drops[first:end])
            elif size <= 16:
                near = np.arange(first, min(end, step + 1))
                places.extend(near[drops[near] != 0])
                weights.extend(drops[near][drops[near] != 0])
            else:
                add(first, size // 2)
                add(first + size // 2, size // 2)

        add(0, 1 << int(max(16, step + 1) - 1).bit_length())
        return np.array(places), np.array(weights)

    def part(self, chosen):
        """The rows of a mask."""
        other = object.__new__(Run)
        terms = chosen[self.segment]
        other.steps, other.losses, other.total = self.steps[chosen], self.losses[chosen], self.total[chosen]
        other.segment = (np.cumsum(chosen) - 1)[self.segment[terms]]
        other.weights, other.way, other.log_rate = self.weights[terms], self.way[terms], self.log_rate[terms]
        return other

    def law(self, point):
        """Losses and their derivatives by L0 and the logarithms of A, alpha, B, beta, gamma, C."""
        rest, alpha, gain, beta, gamma, speed = np.exp(point[1:])
        log_area = np.log(self.total / 1e4)
        decay = rest * np.exp(-alpha * log_area)
        way = speed * np.exp(-gamma * self.log_rate) * self.way
        length = np.log1p(way)
        left = np.exp(-beta * length)
        slope = self.weights * beta * left * way / (1 + way)
        total = lambda values: np.bincount(self.segment, values, len(self.steps))
        effect = total(self.weights * (1 - left))
        slopes = [np.ones_like(decay), decay, -decay * alpha * log_area, -gain * effect,
                  -gain * beta * total(self.weights * left * length), gain * gamma * total(slope * self.log_rate),
                  -gain * total(slope)]
        return point[0] + decay - gain * effect, np.stack(slopes, axis=1)


def fit(runs, middle, tails, facts, alike, early, wide=1):
    """The point of least misfit, by Levenberg and Marquardt."""
    last = np.mean([run.losses[-max(1, len(run.losses) // 10):].mean() for run in runs])
    middle = np.log(np.array(middle) * [1, last, 1, 1, 1])
    deviation = np.log(FACTORS) * wide
    weights = [1 / (1 + (early * run.steps[0] / run.steps) ** 2) for run in runs]
    whole = sum(w.sum() for w in weights)
    roots = [np.sqrt(facts * (w / w.sum() / len(runs) if alike else w / whole)) / 0.0025 for w in weights]

    def misfit(point):
        residuals, slopes = [], []
        for run, root in zip(runs, roots):
            losses, slope = run.law(point)
            residuals.append(root * np.log(losses / run.losses))
            slopes.append((root / losses)[:, None] * slope)
        distance = (point[2:] - middle) / deviation
        if tails:
            penalty = 0.5 * (tails + 1) * np.log1p(distance**2 / tails).sum()
            curvature = (tails + 1) / (tails + distance**2)
        else:
            penalty, curvature = 0.5 * (distance**2).sum(), np.ones(5)
        r, J = np.concatenate(residuals), np.vstack(slopes)
        H, g = J.T @ J, J.T @ r
        H[range(2, 7), range(2, 7)] += curvature / deviation**2
        g[2:] += curvature * distance / deviation
        return 0.5 * (r @ r) + penalty, g, H

    point = np.concatenate([[0, 0], middle])
    lines = [run.law(point) for run in runs]
    parts = np.concatenate([slopes[:, 1] for _, slopes in lines])
    rest = np.concatenate([run.losses - losses + slopes[:, 1] for run, (losses, slopes) in zip(runs, lines)])
    slope, floor = np.polyfit(parts, rest, 1)
    point[:2] = floor, math.log(max(slope, 0.01))
    here, damping = misfit(point), 1e-3
    for _ in range(60):
        for _ in range(12):
            step = -np.linalg.solve(here[2] + damping * np.diag(np.diag(here[2])), here[1])
            step[1:] = np.clip(step[1:], -0.7, 0.7)
            there = misfit(point + step)
            if there[0] < here[0]:
                break
            damping *= 8
        else:
            return point
        point, gain, here, damping = point + step, here[0] - there[0], there, max(damping / 10, 1e-9)
        if gain < 1e-5 * max(1, here[0]):
            return point
    return point


def score(point, run):
    """Mean, worst and last error, times 10,000."""
    error = 1e4 * (run.law(point)[0] / run.losses - 1)
    return np.abs(error).mean(), np.abs(error).max(), abs(error[-1])


def scores(runs, choice):
    """What is foretold with a choice, by kind."""
    small = {name: runs["csv_25", name] for name in NAMES}
    large = {name: runs["csv_100", name] for name in TRAINED}

    def others(of, names):
        point = fit([of[name] for name in names], **choice)
        return np.mean([score(point, run) for name, run in of.items() if name not in names], axis=0)

    def rest(run, part):
        seen = run.steps <= run.steps[0] + part * (run.steps[-1] - run.steps[0])
        return score(fit([run.part(seen)], **choice), run.part(~seen))

    six = others(small, TRAINED)
    one = np.mean([others(small, [name])[0] for name in NAMES])
    sets = [["wsd_20000_24000", "wsdcon_9"], ["cosine_24000", "wsdld_20000_24000"],
            ["cosine_72000", "constant_24000", "wsdcon_3"], ["constant_24000", "cosine_24000"]]
    several = np.mean([others(small, names)[0] for names in sets])
    rests = np.array([rest(run, part) for run in [*small.values(), *large.values()] for part in (0.4, 0.6, 0.8)])
    pairs = [[name] for name in TRAINED] + [[a for a in TRAINED if a != name] for name in TRAINED]
    hundred = np.mean([others(large, names)[0] for names in pairs])
    return six[0], six[1], one, several, rests[:, 0].mean(), rests[:, 2].max(), hundred


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/PredictTests/Data")
    kept = pathlib.Path("/tmp/predict_choices.pickle")
    if kept.exists():
        runs = pickle.loads(kept.read_bytes())
    else:
        runs = {}
        for path in sorted(folder.glob("csv_*/*.csv")):
            rows = np.genfromtxt(path, delimiter=",", skip_header=1)
            runs[path.parent.name, path.stem] = Run(path.stem, rows[rows[:, 0] != 24000])
        kept.write_bytes(pickle.dumps(runs))
    print("3 to 6  worst    one  several   rest    end   100M  choice")
    for name, choice in CHOICES.items():
        print("".join(f"{value:6.1f} " for value in scores(runs, choice)), name, flush=True)


if __name__ == "__main__":
    main()
