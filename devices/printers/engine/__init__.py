"""The parts of the ESC/POS interpreter: syntax, modes, page, paper, symbols, drawing."""
