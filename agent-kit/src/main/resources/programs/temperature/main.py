"""${title}

${request}
"""

ABSOLUTE_ZERO = -273.15
HIGHEST = ${highest}
PACE = ${pace}


def to_fahrenheit(celsius: float) -> float:
    """Convert degrees Celsius to degrees Fahrenheit."""
    if celsius < ABSOLUTE_ZERO:
        raise ValueError("nothing is colder than absolute zero")
    return celsius * 9 / 5 + 32


def to_celsius(fahrenheit: float) -> float:
    """Convert degrees Fahrenheit to degrees Celsius."""
    celsius = (fahrenheit - 32) * 5 / 9
    if celsius < ABSOLUTE_ZERO:
        raise ValueError("nothing is colder than absolute zero")
    return celsius


def table(lowest: int, highest: int, pace: int) -> list[tuple[int, float]]:
    """Return rows of Celsius and Fahrenheit from the lowest to the highest, both included."""
    return [(degrees, to_fahrenheit(degrees)) for degrees in range(lowest, highest + 1, pace)]


if __name__ == "__main__":
    for row in table(0, HIGHEST, PACE * 10):
        print("%6d °C %8.1f °F" % row)
