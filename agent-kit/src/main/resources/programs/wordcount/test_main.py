"""Tests for: ${title}"""
import unittest

from main import SAMPLE, most_common, word_count, words_of


class WordCountTest(unittest.TestCase):
    def test_case_and_punctuation_do_not_matter(self):
        self.assertEqual({"to": 2, "be": 2, "or": 1, "not": 1}, word_count("To be, or not to BE!"))

    def test_an_apostrophe_belongs_to_its_word(self):
        self.assertEqual(["don't", "panic"], words_of("Don't panic."))

    def test_an_empty_text_has_no_words(self):
        self.assertEqual({}, word_count(" ... "))

    def test_the_last_place_is_included(self):
        text = "a a a b b c"
        self.assertEqual([("a", 3), ("b", 2), ("c", 1)], most_common(text, 3))

    def test_every_word_of_the_sample_is_counted(self):
        text = " ".join(SAMPLE)
        self.assertEqual(len(words_of(text)), sum(word_count(text).values()))


if __name__ == "__main__":
    unittest.main()
