"""${title}

${request}
"""

GREATEST = 3999
YEAR = ${year}
SYMBOLS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)


def to_roman(number: int) -> str:
    """Write a number from 1 to 3999 as a Roman numeral."""
    if not 1 <= number <= GREATEST:
        raise ValueError("number must be 1 to 3999")
    numeral = ""
    for value, symbol in SYMBOLS:
        count, number = divmod(number, value)
        numeral += symbol * count
    return numeral


def from_roman(numeral: str) -> int:
    """Read a Roman numeral; one that is not in its shortest form is refused."""
    rest, number = numeral.upper(), 0
    for value, symbol in SYMBOLS:
        while rest.startswith(symbol):
            number += value
            rest = rest[len(symbol):]
    if rest or not number or to_roman(number) != numeral.upper():
        raise ValueError("not a Roman numeral: " + numeral)
    return number


if __name__ == "__main__":
    print(YEAR, to_roman(YEAR))
