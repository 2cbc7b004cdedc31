"""Tests for: ${title}"""
import bisect
import unittest

from main import SIZE, find, insertion_point


class SearchTest(unittest.TestCase):
    def test_every_item_is_found(self):
        items = list(range(0, SIZE * 3, 3))
        self.assertEqual(list(range(SIZE)), [find(items, item) for item in items])

    def test_the_last_item_is_found(self):
        self.assertEqual(4, find([1, 3, 5, 7, 9], 9))

    def test_what_is_not_there_is_not_found(self):
        self.assertEqual(-1, find([1, 3, 5], 4))
        self.assertEqual(-1, find([], 4))

    def test_the_insertion_point_agrees_with_the_library(self):
        items = [1, 2, 2, 5, 9]
        for value in range(11):
            self.assertEqual(bisect.bisect_left(items, value), insertion_point(items, value))


if __name__ == "__main__":
    unittest.main()
