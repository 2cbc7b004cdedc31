"""${title}

${request}
"""
from collections import deque

CAPACITY = ${capacity}


class BoundedQueue:
    """First in, first out, and never more than its capacity."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError("capacity must be positive")
        self.capacity = capacity
        self._items: deque = deque()

    def is_full(self) -> bool:
        """Tell whether there is room for no more."""
        return len(self._items) == self.capacity

    def put(self, item: object) -> None:
        """Add an item at the end; a full queue refuses it."""
        if self.is_full():
            raise OverflowError("the queue is full")
        self._items.append(item)

    def take(self) -> object:
        """Remove and return the oldest item."""
        if not self._items:
            raise LookupError("the queue is empty")
        return self._items.popleft()

    def __len__(self) -> int:
        return len(self._items)


if __name__ == "__main__":
    queue = BoundedQueue(CAPACITY)
    queue.put("first")
    print(len(queue), queue.take())
