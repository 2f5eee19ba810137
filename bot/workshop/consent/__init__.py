"""Consent: a proposal, its versions, and what people answer."""
