"""Tests for: ${title}"""
import unittest

from main import OPENING, BankAccount, transfer


class BankAccountTest(unittest.TestCase):
    def test_deposit_adds(self):
        account = BankAccount("Ada", OPENING)
        self.assertEqual(OPENING + 50, account.deposit(50))

    def test_the_whole_balance_may_be_withdrawn(self):
        self.assertEqual(0, BankAccount("Ada", OPENING).withdraw(OPENING))

    def test_it_is_never_overdrawn(self):
        account = BankAccount("Ada", OPENING)
        with self.assertRaises(ValueError):
            account.withdraw(OPENING + 1)
        self.assertEqual(OPENING, account.balance)

    def test_an_amount_is_positive(self):
        for amount in (0, -5):
            with self.assertRaises(ValueError):
                BankAccount("Ada").deposit(amount)

    def test_the_history_is_kept(self):
        account = BankAccount("Ada", 100)
        account.withdraw(30)
        self.assertEqual([("deposit", 100), ("withdraw", 30)], account.history)

    def test_a_transfer_moves_money(self):
        source, target = BankAccount("Ada", 100), BankAccount("Alan")
        transfer(source, target, 40)
        self.assertEqual((60, 40), (source.balance, target.balance))


if __name__ == "__main__":
    unittest.main()
