"""${title}

${request}
"""

HIGHEST = ${highest}
WORDS = ${words}


def is_palindrome(text: str) -> bool:
    """Tell whether the letters and digits of the text read the same backwards."""
    letters = [char.lower() for char in text if char.isalnum()]
    return letters == letters[::-1]


def palindromic_numbers(lowest: int, highest: int) -> list[int]:
    """Return the numbers from lowest to highest, both included, that are palindromes."""
    return [number for number in range(lowest, highest + 1) if is_palindrome(str(number))]


def longest_palindrome(text: str) -> str:
    """Return the first of the longest parts of the text that read the same backwards."""
    longest = ""
    for centre in range(len(text)):
        for width in (0, 1):
            left, right = centre, centre + width
            while left >= 0 and right < len(text) and text[left] == text[right]:
                left, right = left - 1, right + 1
            if right - left - 1 > len(longest):
                longest = text[left + 1:right]
    return longest


if __name__ == "__main__":
    print(len(palindromic_numbers(1, HIGHEST)), [longest_palindrome(word) for word in WORDS])
