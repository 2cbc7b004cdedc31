"""${title}

${request}
"""

FIRST = ${first}
MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Tell whether the year has 366 days in the Gregorian calendar."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leap_years(first: int, last: int) -> list[int]:
    """Return the leap years from first to last, both included."""
    return [year for year in range(first, last + 1) if is_leap(year)]


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month, 1 to 12, has."""
    if not 1 <= month <= 12:
        raise ValueError("month must be 1 to 12")
    return 29 if month == 2 and is_leap(year) else MONTHS[month - 1]


if __name__ == "__main__":
    print(leap_years(FIRST, FIRST + 100))
