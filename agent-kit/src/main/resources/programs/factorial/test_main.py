"""Tests for: ${title}"""
import math
import unittest

from main import ROWS, combinations, factorial, pascal


class FactorialTest(unittest.TestCase):
    def test_the_number_itself_is_a_factor(self):
        self.assertEqual(120, factorial(5))

    def test_nothing_has_one_order(self):
        self.assertEqual(1, factorial(0))

    def test_combinations_agree_with_the_library(self):
        for chosen in range(ROWS + 1):
            self.assertEqual(math.comb(ROWS, chosen), combinations(ROWS, chosen))

    def test_more_than_all_cannot_be_chosen(self):
        self.assertEqual(0, combinations(3, 4))

    def test_each_row_of_the_triangle_doubles(self):
        self.assertEqual([2**row for row in range(ROWS)], [sum(row) for row in pascal(ROWS)])

    def test_a_negative_number_is_refused(self):
        with self.assertRaises(ValueError):
            factorial(-1)


if __name__ == "__main__":
    unittest.main()
