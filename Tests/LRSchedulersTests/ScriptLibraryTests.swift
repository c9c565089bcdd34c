import LRSchedulers
import Testing

/// Python's own functions and methods, and those of the libraries that scripts are full of. What they give is what CPython 3.13 with NumPy and
/// PyTorch gave for the same lines.
@Suite("Functions that scripts call")
struct ScriptLibraryTests {
  private func milestones(_ text: String) throws -> [String] {
    try PastedSchedule.all(in: text + "\nMultiStepLR(opt, milestones=m)").map(\.schedule.spec)
  }

  @Test(
    "Lists: orders, places, what is put in and taken out",
    arguments: [
      ("m = [30, 10, 20]\nm.sort()", "[10, 20, 30]"),
      ("m = sorted([30, 10, 20])\nm.reverse()", "[30, 20, 10]"),
      ("m = sorted((5, 40, 7), reverse=True)[::-1]", "[5, 7, 40]"),
      ("m = [10, 30]\nm.insert(1, 20)\nm.insert(-1, 25)\nm.insert(99, 40)", "[10, 20, 25, 30, 40]"),
      ("m = [10, 20, 30, 40]\nm.pop()\nm.pop(0)", "[20, 30]"),
      ("a = [10, 20, 30]\nm = [a.index(30), a.index(30) + a.count(10), 5 + a.count(7)]", "[2, 3, 5]"),
      ("m = list(reversed([30, 20, 10]))", "[10, 20, 30]"),
      ("m = sorted(set([20, 10, 20, 30, 10]))", "[10, 20, 30]"),
      ("m = sorted(frozenset((3, 2, 3)))", "[2, 3]"),
      ("m = list(map(lambda e: e * 2, [5, 10, 15]))", "[10, 20, 30]"),
      ("m = list(map(int, '30,60,90'.split(',')))", "[30, 60, 90]"),
      ("m = [int(x) for x in ' 30 60  90 '.split()]", "[30, 60, 90]"),
      ("m = [int(x) for x in '30\\t60\\n90'.split()]", "[30, 60, 90]"),
      ("m = [int(x) for x in '10-20-30'.split('-', 1)[:1]] + [len('10-20-30'.split('-', 1))+20]", "[10, 22]"),
      ("a = [1, 2]\nb = a.copy()\nb.append(3)\nm = [len(a) * 10, len(b) * 10]", "[20, 30]"),
      ("a = [1, 2]\na.clear()\na.extend([4, 9])\nm = a", "[4, 9]"),
      (
        "import itertools\nm = list(itertools.chain([10], (20, 30), range(40, 60, 10)))",
        "[10, 20, 30, 40, 50]"
      ),
      ("import copy\na = [10, 20]\nm = copy.deepcopy(a)\na.append(5)", "[10, 20]"),
    ])
  func lists(_ text: String, _ expected: String) throws {
    #expect(try milestones(text) == ["MultiStepLR(milestones=\(expected))"])
  }

  @Test(
    "Dictionaries and namespaces",
    arguments: [
      ("d = dict(a=10, b=20)\nm = list(d.values())", "[10, 20]"),
      ("d = {'a': 10, 'b': 20}\nd.update(c=30)\nd.update({'b': 25})\nm = sorted(d.values())", "[10, 25, 30]"),
      ("d = dict([('a', 10), ('b', 20)], c=40)\nm = [d['a'], d['b'], d['c']]", "[10, 20, 40]"),
      ("d = {'a': 10}\nm = [v for k, v in dict(d, b=30).items()]", "[10, 30]"),
      ("d = {'x': 10, 'y': 20}\nx = d.pop('x')\nm = [x] + list(d.values())", "[10, 20]"),
      ("d = {}\nd.setdefault('m', []).append(10)\nd.setdefault('m', []).append(20)\nm = d['m']", "[10, 20]"),
      ("d = {10: 'a', 20: 'b'}\nm = list(d.keys())", "[10, 20]"),
      ("d = {'a': 10}\nc = d.copy()\nc['b'] = 20\nm = [len(d) * 10, len(c) * 10]", "[10, 20]"),
      ("d = {'a': 10}\ndel d['a']\nd['b'] = 7\nm = list(d.values())", "[7]"),
      (
        "from collections import OrderedDict\nd = OrderedDict([('a', 10), ('b', 20)])\nm = [v for v in d.values()]",
        "[10, 20]"
      ),
      (
        "from types import SimpleNamespace\nn = SimpleNamespace(first=10, second=20)\nm = [n.first, n.second]",
        "[10, 20]"
      ),
      (
        "from types import SimpleNamespace\nn = SimpleNamespace(a=10)\nsetattr(n, 'b', 20)\nm = [getattr(n, 'a'), getattr(n, 'b'), getattr(n, 'c', 30)]",
        "[10, 20, 30]"
      ),
    ])
  func dictionaries(_ text: String, _ expected: String) throws {
    #expect(try milestones(text) == ["MultiStepLR(milestones=\(expected))"])
  }

  @Test(
    "Texts: cases, blanks, parts",
    arguments: [
      ("m = [10 if 'Cosine'.lower() == 'cosine' else 5]", "[10]"),
      ("m = [10 if 'step'.upper() == 'STEP' else 5]", "[10]"),
      ("m = [len('  ab ') * 10, len('  ab '.strip()) * 30]", "[50, 60]"),
      ("m = [len(' ab  '.lstrip()), len(' ab  '.rstrip()) + 5]", "[4, 8]"),
      ("m = [len(' \\tab\\n '.strip()), 9]", "[2, 9]"),
      (
        "m = [10 if 'multistep'.startswith('multi') else 5, 20 if 'multistep'.endswith('multi') else 25]",
        "[10, 25]"
      ),
      ("m = [int('30x'.replace('x', '0'))]", "[300]"),
      ("m = [len('-'.join(['a', 'b', 'c'])) * 10]", "[50]"),
      ("m = [int(str(3) + '0')]", "[30]"),
      ("m = [10 if '42'.isdigit() else 5, 15 if 'x2'.isdigit() else 20]", "[10, 20]"),
      ("m = [int('7') + int(float('3.0'))]", "[10]"),
    ])
  func texts(_ text: String, _ expected: String) throws {
    #expect(try milestones(text) == ["MultiStepLR(milestones=\(expected))"])
  }

  @Test(
    "Types, attributes by name, classes",
    arguments: [
      (
        "a = [1]\nm = [10 if isinstance(a, list) else 5, 20 if isinstance(a, (tuple, dict)) else 25]",
        "[10, 25]"
      ),
      (
        "m = [10 if isinstance(3, int) else 5, 20 if isinstance(3.0, int) else 25, 30 if isinstance(True, int) else 35]",
        "[10, 25, 30]"
      ),
      ("m = [10 if isinstance('x', str) else 5, 20 if isinstance((1,), tuple) else 25]", "[10, 20]"),
      ("m = [10 if type(3) == int else 5, 20 if type('a') is str else 25]", "[10, 20]"),
      ("m = [10 if callable(lambda: 1) else 5, 20 if callable(3) else 25]", "[10, 25]"),
      (
        "class A:\n    x = 10\nclass B(A):\n    def __init__(self):\n        self.y = 20\nb = B()\nm = [b.x, b.y, 30 if isinstance(b, A) else 5, 40 if hasattr(b, 'y') else 45, 50 if hasattr(b, 'z') else 55]",
        "[10, 20, 30, 40, 55]"
      ),
      (
        "class A:\n    pass\na = A()\nsetattr(a, 'size', 12)\nm = [a.size, 20 if hasattr(a, 'size') else 25]",
        "[12, 20]"
      ),
      (
        "class A:\n    def __init__(self):\n        self.p = 10\n        self.q = 20\nm = list(vars(A()).values())",
        "[10, 20]"
      ),
      ("m = [10 if isinstance(None, int) else 15, 20 if isinstance({}, dict) else 25]", "[15, 20]"),
    ])
  func types(_ text: String, _ expected: String) throws {
    #expect(try milestones(text) == ["MultiStepLR(milestones=\(expected))"])
  }

  @Test(
    "Arrays and functions of numbers",
    arguments: [
      ("import numpy as np\nm = np.linspace(30, 90, 3, dtype=int).tolist()", "[30, 60, 90]"),
      ("import numpy as np\nm = [int(x) for x in np.linspace(0, 90, 4)[1:]]", "[30, 60, 90]"),
      (
        "import numpy as np\nm = [int(x) for x in np.linspace(0, 80, num=4, endpoint=False)[1:]]",
        "[20, 40, 60]"
      ),
      ("import numpy as np\nm = [int(x) for x in np.linspace(10, 20, 1)]", "[10]"),
      ("import numpy as np\nm = np.arange(10, 40, 10).tolist()", "[10, 20, 30]"),
      ("import numpy as np\nm = [int(np.clip(50, 0, 30)), int(np.clip(35, a_min=40, a_max=60))]", "[30, 40]"),
      ("import numpy as np\nm = [int(np.where(3 > 2, 10, 20)), int(np.where(3 < 2, 30, 40))]", "[10, 40]"),
      (
        "import numpy as np\nm = [int(np.square(3)), int(np.multiply(4, 5)), int(np.add(20, 5)), int(np.subtract(40, 5)), int(np.divide(80, 2))]",
        "[9, 20, 25, 35, 40]"
      ),
      ("import numpy as np\nm = [int(x) for x in np.concatenate([[10, 20], [30]])]", "[10, 20, 30]"),
      (
        "import numpy as np\nm = [int(x) + 10 * (i + 1) for i, x in enumerate(np.ones(2))] + [int(x) + 30 for x in np.zeros(1)]",
        "[11, 21, 30]"
      ),
      (
        "import math\nm = [math.ceil(9.5), math.floor(20.5), int(math.sqrt(900)), int(math.pow(2, 6))]",
        "[10, 20, 30, 64]"
      ),
      ("import torch\nm = [int(x) for x in torch.linspace(30, 90, steps=3)]", "[30, 60, 90]"),
    ])
  func arrays(_ text: String, _ expected: String) throws {
    #expect(try milestones(text) == ["MultiStepLR(milestones=\(expected))"])
  }

  @Test(
    "Statements: assignments, loops, comparisons",
    arguments: [
      ("a, *b = [5, 10, 20]\nm = b", "[10, 20]"),
      ("*a, b = [10, 20, 5]\nm = a", "[10, 20]"),
      ("a, *b, c = (1, 10, 20, 2)\nm = b", "[10, 20]"),
      ("m = [10, 20, 30]\nm[1] = 25\nm[-1] = 40", "[10, 25, 40]"),
      ("(a, b), c = (10, 20), 30\nm = [a, b, c]", "[10, 20, 30]"),
      ("m = [10, 20, 30]\ndel m[0]", "[20, 30]"),
      ("m = [10, 20, 30]\ndel m[-1]\ndel m[0]", "[20]"),
      ("m = [10, 20, 30, 40]\nm = m[1:3]", "[20, 30]"),
      ("m = [10, 20]\nm += [30]\nm = m + [40] * 2", "[10, 20, 30, 40, 40]"),
      ("d = {'a': 10} | {'b': 20}\nm = list(d.values())", "[10, 20]"),
      ("d = {**{'a': 10}, 'b': 20}\nm = [*d.values(), 30]", "[10, 20, 30]"),
      ("m = []\nfor i, x in enumerate([5, 6], 1):\n    m.append(i * 10 + x)", "[15, 26]"),
      ("m = [a + b + c for a, b, c in zip([1, 2], [10, 20], (100, 200))]", "[111, 222]"),
      ("m = [x for row in [[1, 2], [3]] for x in row if x != 2]", "[1, 3]"),
      (
        "m = []\ni = 0\nwhile i < 3:\n    i += 1\n    if i == 2:\n        continue\n    m.append(i * 10)",
        "[10, 30]"
      ),
      (
        "m = []\nfor i in range(10):\n    if i > 3:\n        break\n    m.append(i + 1)\nelse:\n    m.append(99)",
        "[1, 2, 3, 4]"
      ),
      ("x = 5\nm = [10 if 1 < x <= 5 else 20, 30 if not x else 40]", "[10, 40]"),
      ("try:\n    m = [10]\nexcept ValueError:\n    m = [20]\nfinally:\n    m.append(30)", "[10, 30]"),
      ("assert True\nm = [10] if [] or {} or '' or 0 or None else [20]", "[20]"),
      (
        "m = [10 if (1, 2) == (1, 2) else 5, 20 if (1, 2) == (1, 3) else 25, 30 if [1] == [1] else 35]",
        "[10, 25, 30]"
      ),
      (
        "m = [10 if 3 in (1, 2, 3) else 5, 20 if 'a' in {'a': 1} else 25, 30 if 4 not in range(3) else 35]",
        "[10, 20, 30]"
      ),
      ("m = [10 if any([False, True]) else 5, 20 if all([True, False]) else 25]", "[10, 25]"),
      (
        "m = [sum([1, 2, 3]) * 10, sum([0.5, 0.5]) * 70 // 1, max(3, 90), min([95, 99])]\nm = [int(x) for x in m]",
        "[60, 70, 90, 95]"
      ),
      (
        "m = [int(round(9.6)), int(round(20.55, 1)), abs(-30), 7 // 2 * 11, -7 // 2 + 45, 2 ** 6, 100 % 7 + 70]",
        "[10, 20, 30, 33, 41, 64, 72]"
      ),
      ("a = [1, 2]\nb = a\nb.append(3)\nm = [len(a) * 10, 10 if a is b else 40]\nm.sort()", "[10, 30]"),
      ("m = [10, 20]\nif (n := len(m)) > 1:\n    m.append(n * 15)", "[10, 20, 30]"),
      ("m = [0x10, 0b10100, 0o36, 1_00]", "[16, 20, 30, 100]"),
    ])
  func statements(_ text: String, _ expected: String) throws {
    #expect(try milestones(text) == ["MultiStepLR(milestones=\(expected))"])
  }

  @Test(
    "Functions and their arguments",
    arguments: [
      (
        "def f(a, b=20, *rest, c=40, **more):\n    return [a, b, *rest, c, *more.values()]\nm = f(10, 25, 30, c=45, d=50)",
        "[10, 25, 30, 45, 50]"
      ),
      ("def f(*a):\n    return list(a)\nm = f(*[10, 20], 30)", "[10, 20, 30]"),
      ("def f(a, b):\n    return [a, b]\nm = f(**{'b': 20, 'a': 10})", "[10, 20]"),
      ("def f(n):\n    return 1 if n < 2 else n * f(n - 1)\nm = [f(3), f(4), f(5)]", "[6, 24, 120]"),
      (
        "def outer():\n    x = 10\n    def inner():\n        nonlocal x\n        x += 5\n        return x\n    return [inner(), inner()]\nm = outer()",
        "[15, 20]"
      ),
      ("x = 10\ndef f():\n    global x\n    x = 20\nf()\nm = [x]", "[20]"),
      ("f = lambda a, b=2: a * b\nm = [f(5), f(5, 3)]", "[10, 15]"),
      (
        "from functools import partial\ndef f(a, b):\n    return a + b\ng = partial(f, 10)\nm = [g(1), g(b=5)]",
        "[11, 15]"
      ),
      ("from functools import reduce\nm = [reduce(lambda a, b: a * b, [1, 2, 5], 1), 20]", "[10, 20]"),
    ])
  func functions(_ text: String, _ expected: String) throws {
    #expect(try milestones(text) == ["MultiStepLR(milestones=\(expected))"])
  }

  @Test(
    "Classes, properties, data classes",
    arguments: [
      (
        "class V:\n    def __init__(self, x):\n        self.x = x\n    def __add__(self, o):\n        return V(self.x + o.x)\n    def __call__(self, k):\n        return self.x * k\n    def __getitem__(self, i):\n        return self.x + i\n    def __len__(self):\n        return 50\nv = V(10) + V(5)\nm = [v.x, v(2), v[20], len(v)]",
        "[15, 30, 35, 50]"
      ),
      (
        "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    a: int = 10\n    b: int = 20\n@dataclass\nclass B(A):\n    c: int = 30\n    d: list = field(default_factory=lambda: [40])\nx = B(15, c=35)\nm = [x.a, x.b, x.c, x.d[0]]",
        "[15, 20, 35, 40]"
      ),
      (
        "from typing import NamedTuple\nclass P(NamedTuple):\n    a: int\n    b: int = 20\np = P(10)\nm = [p.a, p.b]",
        "[10, 20]"
      ),
      (
        "class A:\n    n = 10\n    @staticmethod\n    def s(x):\n        return x + 1\n    @classmethod\n    def c(cls):\n        return cls.n * 3\n    @property\n    def p(self):\n        return self.n * 4\nm = [A.s(19), A.c(), A().p]",
        "[20, 30, 40]"
      ),
      (
        "class A:\n    def __init__(self, n):\n        self.n = n\nclass B(A):\n    def __init__(self, n):\n        super().__init__(n * 2)\n        self.k = 7\nb = B(10)\nm = [b.k, b.n]",
        "[7, 20]"
      ),
      (
        "from enum import Enum\nclass E(Enum):\n    A = 10\n    B = 20\nm = [E.A.value, E.B.value]",
        "[10, 20]"
      ),
      ("class A:\n    pass\na = A()\na.x = 10\na.y = [20]\na.y.append(30)\nm = [a.x] + a.y", "[10, 20, 30]"),
    ])
  func classes(_ text: String, _ expected: String) throws {
    #expect(try milestones(text) == ["MultiStepLR(milestones=\(expected))"])
  }

  @Test(
    "A list that is changed in a way that is not known is not taken for what it was",
    arguments: [
      "m.sort(key=rank)", "del m[place]", "del m[1:]", "m.insert(place, 5)", "m.pop(place)",
      "m.extend(others)", "m.sort(key=lambda e: -e)",
    ])
  func lostLists(_ change: String) {
    let text =
      "import random\nplace = random.randint(0, 1)\nm = [30, 10, 20]\n\(change)\nMultiStepLR(opt, milestones=m)"
    #expect(throws: SpecError.self) { try PastedSchedule.all(in: text) }
  }
}
