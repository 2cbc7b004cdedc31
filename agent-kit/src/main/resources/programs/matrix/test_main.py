"""Tests for: ${title}"""
import unittest

from main import SIZE, identity, multiply, transpose


class MatrixTest(unittest.TestCase):
    def test_a_known_product(self):
        self.assertEqual([[58, 64], [139, 154]], multiply([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]))

    def test_the_last_column_counts(self):
        self.assertEqual([[5]], multiply([[0, 1]], [[9], [5]]))

    def test_identity_changes_nothing(self):
        matrix = [[row * SIZE + column for column in range(SIZE)] for row in range(SIZE)]
        self.assertEqual(matrix, multiply(matrix, identity(SIZE)))

    def test_transposing_twice_changes_nothing(self):
        matrix = [[1, 2, 3], [4, 5, 6]]
        self.assertEqual([[1, 4], [2, 5], [3, 6]], transpose(matrix))
        self.assertEqual(matrix, transpose(transpose(matrix)))

    def test_shapes_that_do_not_fit_are_refused(self):
        with self.assertRaises(ValueError):
            multiply([[1, 2]], [[1, 2]])


if __name__ == "__main__":
    unittest.main()
