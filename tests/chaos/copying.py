"""A migration, a backup, an export is killed in the middle, while people write."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

from tests.chaos.crowd import Crowd, whole, write_together
from tests.chaos.judge import Tally
from tests.conftest import ROOT
from zongjie.errors import ZongjieError
from zongjie.store import ALONE, Store, backup, migrate

HEAD = """
import sys
from pathlib import Path
from zongjie.store import ALONE, Store, backup, bundle, engine, migrate
url, id_, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
"""
AGAIN = """
store = Store(url, by=ALONE)
print(1, flush=True)
while True:
    {}
"""
JOBS = {
    "backup": AGAIN.format("backup.write(store, folder / 'all.zip')"),
    "export": AGAIN.format("(folder / 'one.zip').write_bytes(bundle.export(store, id_))"),
    "migration": """
found = engine.connect(url)
print(1, flush=True)
migrate.prepare(found, folder / "migrations")
""",
}
STEP = '''
"""A step of a later version, which takes long."""
import time

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{last}"


def upgrade() -> None:
    op.add_column("draft", sa.Column("mood", sa.Text))
    op.execute("UPDATE draft SET mood = 'x'")
    time.sleep(60)
'''


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Kill `count` of them, under three writers."""
    prepare(folder)
    crowd = Crowd(f"sqlite:///{folder / 'crowd.db'}", chance)
    return write_together(crowd, 3, partial(kill, folder, count))


def prepare(folder: Path) -> None:
    """Put a migration that takes long where `kill` looks for it."""
    shutil.copytree(migrate.SCRIPTS, folder / "migrations")
    (folder / "migrations" / "versions" / "9000.py").write_text(
        STEP.format(last=migrate.newest()), "utf-8"
    )


def kill(folder: Path, count: int, crowd: Crowd) -> None:
    """Start one, kill it, and look at what it has left."""
    for _ in range(count):
        job = crowd.chance.choice([*JOBS])
        command = [sys.executable, "-c", HEAD + JOBS[job], crowd.url, crowd.id_, str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(crowd.chance.uniform(0, 0.7))
        process.kill()
        process.communicate()
        crowd.tally.faults += 1
        for copy in [folder / "all.zip", *(folder / "backups").glob("*.zip")]:
            if copy.exists() and not restorable(copy, folder / "again.db"):
                crowd.tally.unreadable += 1
                crowd.tally.wrong.append(f"{copy.name} cannot be restored after a killed {job}")
        for copy in (folder / "backups").glob("*.zip"):
            copy.unlink()


def restorable(copy: Path, target: Path) -> bool:
    """Whether this backup fills an empty store."""
    target.unlink(missing_ok=True)
    store = Store(f"sqlite:///{target}", by=ALONE)
    try:
        backup.restore(store, copy)
        return whole(store)
    except (ZongjieError, zipfile.BadZipFile):
        return False
    finally:
        store.close()
