"""Tests for: ${title}"""
import math
import unittest

from main import NUMBER, divisors, gcd, lcm


class DivisorsTest(unittest.TestCase):
    def test_gcd_agrees_with_the_library(self):
        for other in range(1, 200, 7):
            self.assertEqual(math.gcd(NUMBER, other), gcd(NUMBER, other))

    def test_lcm(self):
        self.assertEqual(12, lcm(4, 6))
        self.assertEqual(0, lcm(0, 5))

    def test_the_number_itself_is_included(self):
        self.assertEqual([1, 2, 3, 4, 6, 12], divisors(12))

    def test_divisors_come_in_pairs(self):
        found = divisors(NUMBER)
        self.assertEqual(found, sorted(NUMBER // divisor for divisor in found))

    def test_zero_is_refused(self):
        with self.assertRaises(ValueError):
            divisors(0)


if __name__ == "__main__":
    unittest.main()
