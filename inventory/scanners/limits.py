"""How long and how much one host may take."""

from safeio.values import value


@value
class Limits:
    """The limits for one host. `login_seconds` runs from the connection to the end of login.

    `output_bytes` is what is kept of the script's output; `noise_bytes` may come on standard error, and is thrown away.
    """

    connect_seconds: float = 10.0
    login_seconds: float = 20.0
    total_seconds: float = 60.0
    output_bytes: int = 8_000_000
    noise_bytes: int = 32_000_000
