"""The real program in a real terminal, under tmux, as a clerk sees it."""
