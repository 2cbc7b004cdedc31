"""Tests for: ${title}"""
import unittest

from main import CAPACITY, BoundedQueue


class BoundedQueueTest(unittest.TestCase):
    def test_first_in_first_out(self):
        queue = BoundedQueue(CAPACITY + 3)
        for item in "abc":
            queue.put(item)
        self.assertEqual(["a", "b", "c"], [queue.take() for _ in range(3)])

    def test_it_holds_its_whole_capacity(self):
        queue = BoundedQueue(CAPACITY)
        for number in range(CAPACITY):
            queue.put(number)
        self.assertTrue(queue.is_full())
        self.assertEqual(CAPACITY, len(queue))

    def test_a_full_queue_refuses(self):
        queue = BoundedQueue(2)
        queue.put(1)
        with self.assertRaises(OverflowError):
            queue.put(2)
            queue.put(3)

    def test_an_empty_queue_says_so(self):
        with self.assertRaises(LookupError):
            BoundedQueue(1).take()

    def test_a_queue_without_room_is_refused(self):
        with self.assertRaises(ValueError):
            BoundedQueue(0)


if __name__ == "__main__":
    unittest.main()
