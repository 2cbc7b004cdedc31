"""Tests for: ${title}"""
import calendar
import unittest

from main import FIRST, days_in_month, is_leap, leap_years


class LeapYearsTest(unittest.TestCase):
    def test_centuries(self):
        self.assertTrue(is_leap(2000))
        self.assertFalse(is_leap(1900))

    def test_the_last_year_is_included(self):
        self.assertEqual([2020, 2024], leap_years(2019, 2024))

    def test_it_agrees_with_the_library(self):
        for year in range(FIRST, FIRST + 120):
            self.assertEqual(calendar.isleap(year), is_leap(year))

    def test_a_year_has_all_its_days(self):
        days = sum(days_in_month(FIRST, month) for month in range(1, 13))
        self.assertEqual(366 if is_leap(FIRST) else 365, days)

    def test_there_is_no_thirteenth_month(self):
        with self.assertRaises(ValueError):
            days_in_month(FIRST, 13)


if __name__ == "__main__":
    unittest.main()
