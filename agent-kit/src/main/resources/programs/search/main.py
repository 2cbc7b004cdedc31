"""${title}

${request}
"""

SIZE = ${size}


def find(items: list[int], wanted: int) -> int:
    """Return where the wanted value stands in a sorted list, or -1."""
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        if items[middle] == wanted:
            return middle
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def insertion_point(items: list[int], value: int) -> int:
    """Return how many items of a sorted list are smaller than the value."""
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if items[middle] < value else (low, middle)
    return low


if __name__ == "__main__":
    print(find(list(range(SIZE)), SIZE // 2))
