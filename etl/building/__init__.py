"""How a build is made from the ledger's facts; `etl.build` is the only door."""
