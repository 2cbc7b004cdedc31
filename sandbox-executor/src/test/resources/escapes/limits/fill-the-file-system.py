# stopped by: room
for n in range(12):
    with open(f'/tmp/{n}', 'wb') as file:
        file.write(b'x' * (8 << 20))
print('ESCAPED')
