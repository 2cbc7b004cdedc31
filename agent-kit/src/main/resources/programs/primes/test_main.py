"""Tests for: ${title}"""
import unittest

from main import LIMIT, is_prime, primes_up_to


class PrimesTest(unittest.TestCase):
    def test_the_first_primes(self):
        self.assertEqual([2, 3, 5, 7, 11, 13, 17, 19, 23, 29], primes_up_to(30))

    def test_the_limit_itself_is_included(self):
        self.assertEqual(97, primes_up_to(97)[-1])

    def test_sieve_and_division_agree(self):
        sieve = set(primes_up_to(LIMIT))
        for number in range(min(LIMIT, 2000)):
            self.assertEqual(is_prime(number), number in sieve, number)

    def test_there_is_none_below_two(self):
        self.assertEqual([], primes_up_to(1))
        self.assertFalse(is_prime(1))
        self.assertFalse(is_prime(-7))


if __name__ == "__main__":
    unittest.main()
