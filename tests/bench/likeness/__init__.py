"""How well post-its find their themes: labelled sets, and what each measure makes of them."""
