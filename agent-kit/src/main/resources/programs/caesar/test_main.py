"""Tests for: ${title}"""
import unittest

from main import ALPHABET, KEY, decrypt, encrypt


class CaesarTest(unittest.TestCase):
    def test_a_known_text(self):
        self.assertEqual("Khoor, Zruog!", encrypt("Hello, World!", 3))

    def test_the_alphabet_is_a_circle(self):
        self.assertEqual("yza", encrypt("xyz", 1))

    def test_there_and_back(self):
        text = "The quick brown fox jumps over the lazy dog. 123"
        self.assertEqual(text, decrypt(encrypt(text, KEY), KEY))

    def test_every_letter_becomes_another(self):
        self.assertEqual(sorted(ALPHABET), sorted(encrypt(ALPHABET, KEY)))

    def test_what_is_no_letter_stays(self):
        self.assertEqual("1 + 1 = 2", encrypt("1 + 1 = 2", KEY))


if __name__ == "__main__":
    unittest.main()
