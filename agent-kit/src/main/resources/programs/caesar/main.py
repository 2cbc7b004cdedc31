"""${title}

${request}
"""

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
KEY = ${key}


def _shift(char: str, key: int) -> str:
    if char.lower() not in ALPHABET:
        return char
    moved = ALPHABET[(ALPHABET.index(char.lower()) + key) % len(ALPHABET)]
    return moved.upper() if char.isupper() else moved


def encrypt(text: str, key: int) -> str:
    """Move every letter so many places on; everything else stays."""
    return "".join(_shift(char, key) for char in text)


def decrypt(text: str, key: int) -> str:
    """Undo encrypt with the same key."""
    return encrypt(text, -key)


if __name__ == "__main__":
    print(encrypt("Veni, vidi, vici!", KEY))
