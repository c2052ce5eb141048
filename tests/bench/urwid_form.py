"""A form of forty fields with a total below, in urwid: what a key costs in another terminal library."""

import urwid

FIELDS = 40
COLUMNS = 2


def main() -> None:
    """Show the form until it is killed; the total follows each key of the last field."""
    edits = [urwid.Edit(f"Field {n:>2}: ") for n in range(1, FIELDS + 1)]
    total = urwid.Text("ready")
    urwid.connect_signal(edits[-1], "postchange", lambda edit, _old: total.set_text(f"¥ {len(edit.edit_text)}.00"))
    rows = FIELDS // COLUMNS
    piles = [urwid.Pile(edits[first : first + rows], focus_item=rows - 1) for first in range(0, FIELDS, rows)]
    columns = urwid.Columns(piles, dividechars=2, focus_column=COLUMNS - 1)
    urwid.MainLoop(urwid.Frame(urwid.Filler(columns, "top"), footer=total)).run()


if __name__ == "__main__":
    main()
