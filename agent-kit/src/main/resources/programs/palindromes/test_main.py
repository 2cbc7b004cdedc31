"""Tests for: ${title}"""
import unittest

from main import HIGHEST, WORDS, is_palindrome, longest_palindrome, palindromic_numbers


class PalindromesTest(unittest.TestCase):
    def test_case_and_spaces_do_not_matter(self):
        self.assertTrue(is_palindrome("A man, a plan, a canal: Panama"))
        self.assertFalse(is_palindrome("Golden"))

    def test_the_highest_number_is_included(self):
        self.assertEqual([88, 99, 101], palindromic_numbers(80, 101))

    def test_all_numbers_found_are_palindromes(self):
        self.assertTrue(all(str(n) == str(n)[::-1] for n in palindromic_numbers(1, HIGHEST)))

    def test_the_longest_part_is_found(self):
        self.assertEqual("anana", longest_palindrome("bananas"))
        self.assertEqual("", longest_palindrome(""))

    def test_the_longest_part_of_each_word_is_a_palindrome(self):
        for word in WORDS:
            self.assertTrue(is_palindrome(longest_palindrome(word)), word)


if __name__ == "__main__":
    unittest.main()
