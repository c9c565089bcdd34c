#!/usr/bin/env python3
"""Pack the digits table into Resources/digits.bin: per image 64 pixels and the label, one byte each.

    Scripts/pack-digits.py digits.csv Resources/digits.bin

digits.csv is scikit-learn's `load_digits()` written out as integers, one image a row, the label last.
"""

import sys

ROWS, COLUMNS = 1797, 65


def main(source, target):
    with open(source) as lines:
        rows = [[int(field) for field in line.split(",")] for line in lines if line.strip()]
    if len(rows) != ROWS or any(len(row) != COLUMNS for row in rows):
        sys.exit(f"{source}: expected {ROWS} rows of {COLUMNS} integers")
    if any(not 0 <= pixel <= 16 for row in rows for pixel in row[:-1]):
        sys.exit(f"{source}: a pixel is outside 0...16")
    with open(target, "wb") as out:
        out.write(bytes(value for row in rows for value in row))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
