"""${title}

${request}
"""

LONGEST = ${longest}
WORDS = ${words}


def index_of(words: list[str]) -> dict[str, list[str]]:
    """Return the words by their first letter, each once, in order."""
    index: dict[str, list[str]] = {}
    for word in sorted({word.lower() for word in words if word}):
        index.setdefault(word[0], []).append(word)
    return index


def find(words: list[str], part: str) -> list[str]:
    """Return the words that contain a part, in the order in which they came."""
    return [word for word in words if part.lower() in word.lower()]


def short_words(words: list[str], longest: int) -> list[str]:
    """Return the words with at most so many letters, in order."""
    return sorted(word for word in words if len(word) <= longest)


if __name__ == "__main__":
    for letter, entries in index_of(WORDS).items():
        print(letter, ", ".join(entries))
