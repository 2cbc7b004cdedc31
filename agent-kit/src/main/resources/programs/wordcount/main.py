"""${title}

${request}
"""
import re
from collections import Counter

TOP = ${top}
SAMPLE = ${words}


def words_of(text: str) -> list[str]:
    """Return the words of the text in lower case; an apostrophe belongs to its word."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower())


def word_count(text: str) -> dict[str, int]:
    """Return how often each word occurs."""
    return dict(Counter(words_of(text)))


def most_common(text: str, most: int) -> list[tuple[str, int]]:
    """Return the most frequent words, at most so many; equals in alphabetical order."""
    ranked = sorted(word_count(text).items(), key=lambda item: (-item[1], item[0]))
    return ranked[:most]


if __name__ == "__main__":
    print(most_common(" ".join(SAMPLE), TOP))
