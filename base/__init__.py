"""The ground floor: words, Thai, periods, roles, settings. Imports nothing of ours."""
