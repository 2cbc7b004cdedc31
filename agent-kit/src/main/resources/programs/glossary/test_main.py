"""Tests for: ${title}"""
import unittest

from main import LONGEST, WORDS, find, index_of, short_words


class GlossaryTest(unittest.TestCase):
    def test_words_stand_under_their_first_letter(self):
        self.assertEqual({"a": ["agent"], "t": ["task", "token"]}, index_of(["Token", "task", "agent", "task"]))

    def test_every_word_of_the_task_is_in_the_index(self):
        index = index_of(WORDS)
        for word in WORDS:
            self.assertIn(word.lower(), index[word[0].lower()])

    def test_a_part_is_found_in_any_case(self):
        self.assertEqual(["Golden", "old"], find(["Golden", "new", "old"], "OLD"))

    def test_a_word_of_the_longest_length_is_included(self):
        self.assertEqual(["ab", "abc"], short_words(["abcd", "abc", "ab"], 3))

    def test_no_word_is_too_long(self):
        self.assertTrue(all(len(word) <= LONGEST for word in short_words(WORDS, LONGEST)))


if __name__ == "__main__":
    unittest.main()
