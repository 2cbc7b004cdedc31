"""${title}

${request}
"""

NUMBER = ${number}


def gcd(a: int, b: int) -> int:
    """Return the greatest common divisor by Euclid's algorithm."""
    while b:
        a, b = b, a % b
    return abs(a)


def lcm(a: int, b: int) -> int:
    """Return the least common multiple; of zero it is zero."""
    return abs(a * b) // gcd(a, b) if a and b else 0


def divisors(number: int) -> list[int]:
    """Return every divisor of a positive number, 1 and itself included."""
    if number < 1:
        raise ValueError("number must be positive")
    return [candidate for candidate in range(1, number + 1) if number % candidate == 0]


if __name__ == "__main__":
    print(NUMBER, divisors(NUMBER))
