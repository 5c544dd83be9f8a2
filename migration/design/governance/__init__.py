"""How the tenant is governed, decided: groups, new subscriptions, roles, policies, Defender plans, exemptions."""
