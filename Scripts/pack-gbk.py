#!/usr/bin/env python3
"""Pack the characters of GBK's pairs of bytes into a table, two bytes each, the lower first.

    Scripts/pack-gbk.py Sources/CFormats/gbk.bin

The pairs are those of GB18030-2005 as Python's codec knows them: a lead byte from 0x81 to 0xFE, a trail byte from 0x40 to 0xFE
without 0x7F.
"""

import struct
import sys


def main(target):
    trails = [byte for byte in range(0x40, 0xFF) if byte != 0x7F]
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in trails)
    with open(target, "wb") as out:
        for pair in pairs:
            out.write(struct.pack("<H", ord(pair.decode("gb18030"))))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
