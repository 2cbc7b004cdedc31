"""Tests for: ${title}"""
import unittest

from main import ROWS, column_sum, parse, parse_line


class CsvTest(unittest.TestCase):
    def test_rows_become_dictionaries(self):
        self.assertEqual([{"name": "Ada", "age": "36"}, {"name": "Alan", "age": "41"}],
                         parse("name,age\nAda,36\nAlan,41"))

    def test_a_quoted_field_may_hold_commas_and_quotes(self):
        self.assertEqual(["a,b", 'say "hi"', ""], parse_line('"a,b","say ""hi""",'))

    def test_the_last_row_is_included(self):
        self.assertEqual([{"x": "1"}], parse("x\n1\n"))

    def test_a_column_is_summed(self):
        text = "\n".join(["number", *map(str, range(1, ROWS + 1))])
        self.assertEqual(ROWS * (ROWS + 1) / 2, column_sum(text, "number"))

    def test_an_open_quote_is_refused(self):
        with self.assertRaises(ValueError):
            parse_line('"a,b')

    def test_an_empty_text_is_an_empty_table(self):
        self.assertEqual([], parse(""))


if __name__ == "__main__":
    unittest.main()
