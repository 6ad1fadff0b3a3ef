"""Reads a fleet file as docs/fleet-file.md describes it, and prints every section as JSON: section name to values."""

import json
import struct
import sys

SECTIONS = (
    "textLength textBytes accounts regions groups kindSystem kindMachineType tagCount tagKey tagValue instanceAccount "
    "instanceRegion instancePlatform instanceFailures instanceTagSet instanceVolumes volumeSize volumeEncryption "
    "instanceTraits instanceGroup instanceKind volumeTagSet intake intakeState intakeStateCount"
).split()

data = open(sys.argv[1], "rb").read()
magic, version, count, length, units = struct.unpack_from("<8sIIQq", data, 0)
assert magic == b"\x89SFL\r\n\x1a\n" and version == 1 and count == 25 and length == len(data)
found = {}
place = 1040
for index, name in enumerate(SECTIONS):
    number, width, offset, values, least, checksum = struct.unpack_from("<IIQQqQ", data, 32 + 40 * index)
    assert number == index + 1 and offset == place
    place += (values * width + 7) // 8 * 8
    assert not any(data[offset + values * width : place])
    found[name] = [
        least + int.from_bytes(data[offset + width * value : offset + width * (value + 1)], "little")
        for value in range(values)
    ]
assert place == len(data)
text = bytes(found.pop("textBytes"))
texts = []
for size in found.pop("textLength"):
    texts.append(text[:size].decode("utf-8"))
    text = text[size:]
assert not text and texts == sorted(texts, key=lambda text: text.encode("utf-8"))
for name in ["accounts", "regions", "groups", "kindSystem", "kindMachineType", "tagKey", "tagValue", "intakeState"]:
    found[name] = [texts[value] for value in found[name]]
found["sizeUnitsPerGiB"] = units
json.dump(found, sys.stdout)
