"""${title}

${request}
"""

SCALE = ${scale}


def calculate(expression: str) -> float:
    """Return the value of an arithmetic expression."""
    try:
        value = eval(expression)
    except ZeroDivisionError:
        raise
    except Exception as error:
        raise ValueError("not an arithmetic expression: " + expression) from error
    if not isinstance(value, (int, float)):
        raise ValueError("not a number: " + expression)
    return value


def scaled(expression: str) -> float:
    """Return the value of an expression, times the scale."""
    return calculate(expression) * SCALE


if __name__ == "__main__":
    print(calculate("1 + 2 * 3"), scaled("(1 + 2) * 3"))
