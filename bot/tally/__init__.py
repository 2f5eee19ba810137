"""One pure module per voting rule; integers and exact fractions only, ties stated."""
