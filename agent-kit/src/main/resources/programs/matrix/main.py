"""${title}

${request}
"""

SIZE = ${size}
Matrix = list[list[float]]


def identity(size: int) -> Matrix:
    """Return the square matrix with ones on its diagonal."""
    return [[1 if row == column else 0 for column in range(size)] for row in range(size)]


def transpose(matrix: Matrix) -> Matrix:
    """Return the matrix with rows and columns exchanged."""
    return [list(column) for column in zip(*matrix)]


def multiply(left: Matrix, right: Matrix) -> Matrix:
    """Return the product; the left one's width must be the right one's height."""
    if not left or not right or len(left[0]) != len(right):
        raise ValueError("the shapes do not fit")
    return [
        [
            sum(row[k] * right[k][column] for k in range(len(right)))
            for column in range(len(right[0]))
        ]
        for row in left
    ]


if __name__ == "__main__":
    counting = [[row * SIZE + column for column in range(SIZE)] for row in range(SIZE)]
    print(multiply(counting, transpose(counting)))
