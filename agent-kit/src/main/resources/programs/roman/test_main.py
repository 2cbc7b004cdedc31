"""Tests for: ${title}"""
import unittest

from main import YEAR, from_roman, to_roman


class RomanTest(unittest.TestCase):
    def test_known_numerals(self):
        for number, numeral in ((1, "I"), (4, "IV"), (9, "IX"), (1994, "MCMXCIV"), (2026, "MMXXVI")):
            self.assertEqual(numeral, to_roman(number))

    def test_there_and_back(self):
        for number in [*range(1, 3999, 37), YEAR - 1 or 1]:
            self.assertEqual(number, from_roman(to_roman(number)))

    def test_the_greatest_number_is_included(self):
        self.assertEqual("MMMCMXCIX", to_roman(3999))

    def test_what_cannot_be_written_is_refused(self):
        for number in (0, -1, 4000):
            with self.assertRaises(ValueError):
                to_roman(number)

    def test_what_is_no_numeral_is_refused(self):
        for numeral in ("", "IIII", "VX", "ABC"):
            with self.assertRaises(ValueError):
                from_roman(numeral)


if __name__ == "__main__":
    unittest.main()
