"""Tests for: ${title}"""
import unittest

from main import SCALE, calculate, scaled


class CalculatorTest(unittest.TestCase):
    def test_multiplication_goes_before_addition(self):
        self.assertEqual(7, calculate("1 + 2 * 3"))

    def test_parentheses_go_first(self):
        self.assertEqual(9, calculate("(1 + 2) * 3"))

    def test_signs_and_fractions(self):
        self.assertAlmostEqual(-2.5, calculate("-10 / 4"))

    def test_the_scale_is_applied(self):
        self.assertEqual(5 * SCALE, scaled("2 + 3"))

    def test_division_by_zero_is_told(self):
        with self.assertRaises(ZeroDivisionError):
            calculate("1 / 0")

    def test_what_is_no_expression_is_refused(self):
        for text in ("", "1 +", "two", "'a'"):
            with self.assertRaises(ValueError):
                calculate(text)


if __name__ == "__main__":
    unittest.main()
