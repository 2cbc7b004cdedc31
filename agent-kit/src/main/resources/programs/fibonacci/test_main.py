"""Tests for: ${title}"""
import unittest

from main import LIMIT, fibonacci, fibonacci_up_to


class FibonacciTest(unittest.TestCase):
    def test_it_begins_with_zero_and_one(self):
        self.assertEqual([0, 1, 1, 2, 3, 5], [fibonacci(n) for n in range(6)])

    def test_each_number_is_the_sum_of_the_two_before(self):
        for n in range(2, ${index}):
            self.assertEqual(fibonacci(n - 1) + fibonacci(n - 2), fibonacci(n))

    def test_a_negative_index_is_refused(self):
        with self.assertRaises(ValueError):
            fibonacci(-1)

    def test_no_number_is_beyond_the_limit(self):
        self.assertTrue(all(n <= LIMIT for n in fibonacci_up_to(LIMIT)))

    def test_the_limit_itself_is_included(self):
        self.assertEqual(21, fibonacci_up_to(21)[-1])

    def test_below_zero_there_is_none(self):
        self.assertEqual([], fibonacci_up_to(-1))


if __name__ == "__main__":
    unittest.main()
