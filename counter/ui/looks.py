"""How the screen looks: light, dark, and high contrast; nothing is told by colour alone."""

from textual.theme import Theme

THEMES = (
    Theme(
        name="counter-dark",
        primary="#4aa564",
        secondary="#7aa2c8",
        accent="#f2c14e",
        warning="#f2c14e",
        error="#ff6b6b",
        success="#4aa564",
        foreground="#e8e8e4",
        background="#16191c",
        surface="#1e2327",
        panel="#2a3137",
        dark=True,
    ),
    Theme(
        name="counter-light",
        primary="#006b3f",
        secondary="#28527a",
        accent="#8a5a00",
        warning="#8a5a00",
        error="#b00020",
        success="#006b3f",
        foreground="#1a1a1a",
        background="#fafaf7",
        surface="#f0f0ea",
        panel="#e0e0d8",
        dark=False,
    ),
    Theme(
        name="counter-contrast",
        primary="#ffff00",
        secondary="#00ffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ff8080",
        success="#00ff00",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#202020",
        dark=True,
    ),
)
