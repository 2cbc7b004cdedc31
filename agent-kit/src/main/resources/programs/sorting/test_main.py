"""Tests for: ${title}"""
import random
import unittest

from main import SIZE, WORDS, insertion_sort, merge_sort


class SortingTest(unittest.TestCase):
    def test_random_lists_are_sorted(self):
        numbers = random.Random(SIZE)
        for length in range(0, SIZE, 11):
            items = [numbers.randrange(100) for _ in range(length)] + [50]
            self.assertEqual(sorted(items), merge_sort(items))

    def test_the_last_item_is_sorted_too(self):
        self.assertEqual([1, 2, 3], insertion_sort([2, 3, 1]))

    def test_both_ways_agree(self):
        self.assertEqual(merge_sort(WORDS + ["a"]), insertion_sort(WORDS + ["a"]))

    def test_the_input_is_left_alone(self):
        items = [3, 1, 2]
        insertion_sort(items)
        merge_sort(items)
        self.assertEqual([3, 1, 2], items)

    def test_nothing_is_sorted_already(self):
        self.assertEqual([], insertion_sort([]))
        self.assertEqual([], merge_sort([]))


if __name__ == "__main__":
    unittest.main()
