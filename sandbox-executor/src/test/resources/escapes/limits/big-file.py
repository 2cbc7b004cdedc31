# stopped by: ulimits
with open('big', 'wb') as file:
    for _ in range(20):
        file.write(b'x' * (1 << 20))
print('ESCAPED')
