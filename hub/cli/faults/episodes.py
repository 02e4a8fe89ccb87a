"""Rows that stand together, as stretches."""


def episodes(flags: list[int]) -> list[tuple[int, int]]:
    """Return the first and last row of each stretch of ones."""
    found: list[tuple[int, int]] = []
    for row, flag in enumerate(flags):
        if flag and found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        elif flag:
            found.append((row, row))
    return found
