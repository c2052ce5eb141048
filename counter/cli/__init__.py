"""The commands of `counter`: thin, scriptable, the same services as the screens."""
