"""${title}

${request}
"""

SIZE = ${size}
WORDS = ${words}


def insertion_sort(items: list) -> list:
    """Return the items in ascending order; equal ones keep their order."""
    result = list(items)
    for end in range(1, len(result)):
        item, place = result[end], end
        while place > 0 and item < result[place - 1]:
            result[place] = result[place - 1]
            place -= 1
        result[place] = item
    return result


def merge_sort(items: list) -> list:
    """Return the items in ascending order, in n log n steps."""
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    while left and right:
        merged.append(right.pop(0) if right[0] < left[0] else left.pop(0))
    return merged + left + right


if __name__ == "__main__":
    print(insertion_sort(WORDS))
