"""Fault drills: something breaks at a random moment; nothing that got a receipt is lost, and no figure is another one.

Each drill ends with `scene.proved`: the chain is sound, every receipt has its rows and its decision, nothing is there
in part, and the figures are those of a ledger that received the same reports undisturbed.
"""
