"""${title}

${request}
"""

LIMIT = ${limit}


def primes_up_to(limit: int) -> list[int]:
    """Return every prime from 2 to the limit, the limit included."""
    if limit < 2:
        return []
    sieve = [True] * (limit + 1)
    sieve[0:2] = [False, False]
    for number in range(2, int(limit**0.5) + 1):
        if sieve[number]:
            for multiple in range(number * number, len(sieve), number):
                sieve[multiple] = False
    return [number for number, prime in enumerate(sieve) if prime]


def is_prime(number: int) -> bool:
    """Tell whether the number has exactly two divisors."""
    if number < 2:
        return False
    return all(number % divisor for divisor in range(2, int(number**0.5) + 1))


if __name__ == "__main__":
    found = primes_up_to(LIMIT)
    print(f"{len(found)} primes up to {LIMIT}, the last is {found[-1]}")
