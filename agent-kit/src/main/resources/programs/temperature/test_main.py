"""Tests for: ${title}"""
import unittest

from main import HIGHEST, PACE, table, to_celsius, to_fahrenheit


class TemperatureTest(unittest.TestCase):
    def test_water_freezes_and_boils(self):
        self.assertEqual(32, to_fahrenheit(0))
        self.assertEqual(212, to_fahrenheit(100))

    def test_both_scales_meet_at_minus_forty(self):
        self.assertEqual(-40, to_fahrenheit(-40))

    def test_there_and_back(self):
        for degrees in range(-50, HIGHEST, PACE):
            self.assertAlmostEqual(degrees, to_celsius(to_fahrenheit(degrees)))

    def test_the_highest_row_is_included(self):
        self.assertEqual([(0, 32.0), (5, 41.0), (10, 50.0)], table(0, 10, 5))

    def test_below_absolute_zero_is_refused(self):
        with self.assertRaises(ValueError):
            to_fahrenheit(-300)
        with self.assertRaises(ValueError):
            to_celsius(-500)


if __name__ == "__main__":
    unittest.main()
