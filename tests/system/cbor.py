"""As much of CBOR (RFC 8949) as a backup uses: integers, byte and text strings, arrays, null."""


def load(data):
    value, end = _item(data, 0)
    assert end == len(data), "something follows"
    return value


def _item(data, at):
    kind, short = data[at] >> 5, data[at] & 31
    at += 1
    if data[at - 1] == 0xF6:
        return None, at
    number = short
    if 24 <= short <= 27:
        size = 1 << (short - 24)
        number, at = int.from_bytes(data[at:at + size], "big"), at + size
    if kind == 0:
        return number, at
    if kind == 1:
        return -1 - number, at
    if kind in (2, 3) and short != 31:
        bytes_ = data[at:at + number]
        return bytes_ if kind == 2 else bytes_.decode(), at + number
    parts = []
    while data[at] != 0xFF if short == 31 else len(parts) < number:
        part, at = _item(data, at)
        parts.append(part)
    at += short == 31
    if kind == 4:
        return parts, at
    assert kind in (2, 3), f"kind {kind}"
    return (b"" if kind == 2 else "").join(parts), at
