"""ESC/POS printers: status, capabilities, whole-job sending, and an interpreter of their bytes."""
