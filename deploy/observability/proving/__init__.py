"""The parts of prove."""
