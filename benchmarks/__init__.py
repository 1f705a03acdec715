"""Measurements, never tests: medians of several runs in one process."""
