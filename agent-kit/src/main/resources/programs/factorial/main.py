"""${title}

${request}
"""

ROWS = ${rows}


def factorial(number: int) -> int:
    """Return the product of all whole numbers from 1 to the number, itself included."""
    if number < 0:
        raise ValueError("number must not be negative")
    product = 1
    for factor in range(2, number + 1):
        product *= factor
    return product


def combinations(total: int, chosen: int) -> int:
    """Return in how many ways so many can be chosen from the total."""
    if not 0 <= chosen <= total:
        return 0
    return factorial(total) // (factorial(chosen) * factorial(total - chosen))


def pascal(rows: int) -> list[list[int]]:
    """Return the first rows of Pascal's triangle."""
    return [[combinations(row, column) for column in range(row + 1)] for row in range(rows)]


if __name__ == "__main__":
    for line in pascal(ROWS):
        print(*line)
