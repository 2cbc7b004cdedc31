"""${title}

${request}
"""

OPENING = ${opening}


class BankAccount:
    """An account that is never overdrawn; amounts are whole cents."""

    def __init__(self, owner: str, opening: int = 0) -> None:
        self.owner = owner
        self.balance = 0
        self.history: list[tuple[str, int]] = []
        if opening:
            self.deposit(opening)

    def deposit(self, amount: int) -> int:
        """Add an amount and return the new balance."""
        if amount <= 0:
            raise ValueError("an amount must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))
        return self.balance

    def withdraw(self, amount: int) -> int:
        """Take an amount, at most all there is, and return the new balance."""
        if amount <= 0:
            raise ValueError("an amount must be positive")
        if amount > self.balance:
            raise ValueError("the balance does not cover it")
        self.balance -= amount
        self.history.append(("withdraw", amount))
        return self.balance


def transfer(source: BankAccount, target: BankAccount, amount: int) -> None:
    """Move an amount from one account to another, or nothing at all."""
    source.withdraw(amount)
    target.deposit(amount)


if __name__ == "__main__":
    account = BankAccount("Ada", OPENING)
    print(account.owner, account.balance, account.history)
