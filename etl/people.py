"""Who acts, for the intake: the ledger's own answer."""

from ledger.people import AGENCY_PREFIX, UnknownUser, user

__all__ = ["AGENCY_PREFIX", "UnknownUser", "user"]
