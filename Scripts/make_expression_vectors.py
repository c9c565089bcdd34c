#!/usr/bin/env python3
"""Writes Tests/LRSchedulersTests/ExpressionVectors.swift: what CPython says about expressions of one variable.

    python3 Scripts/make_expression_vectors.py > Tests/LRSchedulersTests/ExpressionVectors.swift

Each row is (source, epoch, repr of the result, or "ErrorType: message"). Deterministic for one Python version.
"""
import json
import math
import random

FIXED = """
0.95 ** epoch|epoch // 3|epoch % 4|-epoch // 2|-epoch % 3|2 ** -1|-2 ** 2|2 ** 3 ** 2|2 ** 2000 / 2 ** 1990|2 ** 70
10 ** 30 // 7|-10 ** 30 // 7|10 ** 30 % -7|10 ** 400 / 10 ** 399|10 ** 400 / 3|10 ** 400 * 1.0|3 ** 100 / 7 ** 20
1 / 3 ** 700|(2 ** 53 + 1) / 1|(2 ** 1074 + 1) / 2 ** 2148|9007199254740993 == 9007199254740992.0|10 ** 25 > 1e25
10 ** 25 < 1e25 or 7|2 ** 63|-2 ** 63|9223372036854775807 + 1|9223372036854775807 * 9223372036854775807
-9223372036854775808 // -1|-9223372036854775808 - 1|abs(-9223372036854775808)|-9223372036854775808 % -1|0 ** 0
0.0 ** 0|1 // 0|1 % 0|1.0 // 0|1.0 % 0|1 / 0|1.0 / 0|0 ** -1|0.0 ** -1|10.0 ** 400|-5.5 // 2|5 // -2|5 % -2|-5 % 1e308
-5 % math.inf|5 % math.inf|-0.0 % 3|7.5 % -2|1e308 * 10|1e16|1e15|123456789012345680.0|0.0001|0.00001|1.5e-7|5e-324|1e22
round(0.5)|round(1.5)|round(2.5)|round(-2.5)|round(2.675, 2)|round(1.005, 2)|round(5e-324, 2)|round(12345, -2)|round(15, -1)
round(25, -1)|round(-25, -1)|round(1e300, -300)|round(1e22, -5)|round(0.15, 1)|round(1234.5678, 10)|round(1.5, None)
round(math.inf)|round(math.nan)|int(2.9)|int(-2.9)|int(1e20)|int(math.inf)|float(3)|float('inf')|float('-inf')|float('1e3')
float('abc')|float(10 ** 400)|True + True|True and 3|0 or 5|not epoch|1 if epoch else 2|1 < epoch < 5|1 < epoch > 2 == 2
epoch < 3 or epoch > 8|min(epoch, 4)|max(epoch, 4.0)|min(1, 1.0)|max(1, 1.0)|min([3, 1, 2])|min([])|max(math.nan, 1)
max(1, math.nan)|abs(-3.5)|abs(-3)|math.floor(-2.5)|math.ceil(2.1)|math.trunc(-2.9)|math.floor(7)|math.floor(math.inf)
math.ceil(1e20)|math.sqrt(2)|math.sqrt(-1)|math.cos(math.pi * epoch / 10)|math.sin(epoch)|math.cos(math.inf)|math.exp(1000)
math.exp(-1000)|math.exp(1)|math.log(0)|math.log(-1)|math.log(8, 2)|math.log(10, 1)|math.log(243, 3)|math.log(10 ** 400)
math.log10(1000)|math.log2(2 ** 2000)|math.pow(2, 10)|math.pow(0, -1)|math.pow(10, 1000)|math.pow(-8, 1 / 3)|math.tanh(3)
math.log1p(-1)|math.expm1(1e-10)|math.fabs(-3)|math.e|math.tau|1 + None|1 < 'a'|-'a'|abs('a')|math.sqrt('a')|min(1, 'a')
1_000 + 0x1F + 0b11 + 0o17|1e3|.5|5.|1e-3|((((1))))|3 - -3|3 - +3|- - -3|not not 1|2 ** -epoch|(-2) ** epoch|-epoch ** 2
1.0 if epoch < 5 else 0.1 if epoch < 8 else 0.01|0.5 * (1 + math.cos(math.pi * epoch / 50))|min(1.0, (epoch + 1) / 10)
None|1e999|-1e999|1e999 - 1e999|1e400 == math.inf|10 ** 4000 > 1e308|(10 ** 400 > math.inf) + 0|2 ** 0.5|(-1) ** 2.0
""".replace("\n", "|").split("|")


def tree(rng, depth):
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(["epoch", "epoch", str(rng.randint(0, 12)), str(rng.randint(0, 10**25)),
                           repr(rng.uniform(0, 4)), repr(10 ** rng.uniform(-9, 20)), "True", "math.pi"])
    sub = lambda: tree(rng, depth - 1)
    kind = rng.random()
    if kind < 0.6:
        return f"({sub()} {rng.choice(['+', '-', '*', '/', '//', '%', '+', '*', '//', '%'])} {sub()})"
    if kind < 0.68:
        return f"({sub()} ** {rng.choice(['2', '3', '-1', '0.5', 'epoch', '(-epoch)', '5'])})"
    if kind < 0.74:
        return f"(-{sub()})"
    if kind < 0.82:
        return f"({sub()} if {sub()} {rng.choice(['<', '<=', '>', '>=', '==', '!='])} {sub()} else {sub()})"
    if kind < 0.88:
        return f"({sub()} {rng.choice(['and', 'or'])} (not {sub()}))"
    name = rng.choice(["min", "max", "abs", "int", "float", "round", "math.floor", "math.ceil", "math.sqrt", "math.log"])
    return f"{name}({sub()}, {sub()})" if name in ("min", "max") else f"{name}({sub()})"


def outcome(source, epoch):
    try:
        value = eval(source, {"math": math, "epoch": epoch})
        return None if isinstance(value, complex) else repr(value)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def rows():
    for source in FIXED:
        if source:
            for epoch in (0, 7) if "epoch" in source else (0,):
                yield source, epoch
    rng = random.Random(20260)
    for _ in range(600):
        yield tree(rng, 4), rng.randint(0, 9)


print("// Made by Scripts/make_expression_vectors.py; do not edit.")
print("// swift-format-ignore-file")
print("let expressionVectors: [(source: String, epoch: Int, outcome: String)] = [")
for source, epoch in rows():
    result = outcome(source, epoch)
    if result is not None and len(result) < 3000 and "Exceeds" not in result and "too many digits" not in result:
        print(f"  ({json.dumps(source)}, {epoch}, {json.dumps(result)}),")
print("]")
