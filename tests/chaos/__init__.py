"""Bad days: the program as it runs, killed and refused at random, beside what people were told.

``make chaos`` plays them long and prints what became of what people did;
`tests/process/test_chaos.py` plays them short.
"""
