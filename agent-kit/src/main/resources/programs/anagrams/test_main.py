"""Tests for: ${title}"""
import unittest

from main import SMALLEST, WORDS, are_anagrams, groups, signature


class AnagramsTest(unittest.TestCase):
    def test_case_does_not_matter(self):
        self.assertTrue(are_anagrams("Listen", "silent"))

    def test_a_word_is_no_anagram_of_itself(self):
        self.assertFalse(are_anagrams("tea", "Tea"))

    def test_a_group_of_the_smallest_size_is_included(self):
        self.assertEqual([["eat", "tea"]], groups(["tea", "eat", "dog"], 2))

    def test_doubles_count_once(self):
        self.assertEqual([], groups(["tea", "tea", "Tea"], 2))

    def test_no_group_is_too_small(self):
        for group in groups(WORDS, SMALLEST):
            self.assertGreaterEqual(len(group), SMALLEST)
            self.assertEqual(1, len({signature(word) for word in group}))


if __name__ == "__main__":
    unittest.main()
