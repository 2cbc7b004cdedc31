"""${title}

${request}
"""

LIMIT = ${limit}


def fibonacci(index: int) -> int:
    """Return the Fibonacci number at the index, counted from 0."""
    if index < 0:
        raise ValueError("index must not be negative")
    previous, current = 0, 1
    for _ in range(index):
        previous, current = current, previous + current
    return previous


def fibonacci_up_to(limit: int) -> list[int]:
    """Return every Fibonacci number from 0 to the limit, the limit included."""
    numbers = [0] if limit >= 0 else []
    previous, current = 0, 1
    while current <= limit:
        numbers.append(current)
        previous, current = current, previous + current
    return numbers


if __name__ == "__main__":
    print(fibonacci_up_to(LIMIT))
