"""${title}

${request}
"""
from collections import defaultdict

SMALLEST = ${smallest}
WORDS = ${words}


def signature(word: str) -> str:
    """Return the letters of a word in order: anagrams have the same."""
    return "".join(sorted(word.lower()))


def are_anagrams(one: str, other: str) -> bool:
    """Tell whether two different words have the same letters."""
    return one.lower() != other.lower() and signature(one) == signature(other)


def groups(words: list[str], smallest: int) -> list[list[str]]:
    """Return the groups of anagrams with at least so many words, each sorted."""
    found = defaultdict(set)
    for word in words:
        found[signature(word)].add(word.lower())
    return sorted(sorted(group) for group in found.values() if len(group) >= smallest)


if __name__ == "__main__":
    print(groups(WORDS + ["listen", "silent", "enlist"], SMALLEST))
