"""A store whose commit gives no clear answer when told to, after it was made or before."""

from counter.errors import StorageTrouble
from counter.storage.store import SqlStore, SqlUnitOfWork


class DoubtUow(SqlUnitOfWork):
    """Commits, or doesn't, and can't say which."""

    how = ""

    def commit(self) -> None:
        if self.how != "not-made":
            super().commit()
        if self.how:
            raise StorageTrouble("commit-unknown", "The disk gave no clear answer to the booking.", "-")


class DoubtStore(SqlStore):
    """The real store; the next commit after `arm` is in doubt."""

    _how = ""

    def arm(self, how: str) -> None:
        """made: the row is on the disk, though nobody was told; not-made: it isn't; empty: no doubt."""
        self._how = how

    def write(self) -> DoubtUow:
        uow = DoubtUow(self._writing, self.vault, self._counter, self._writer)
        uow.how, self._how = self._how, ""
        return uow
