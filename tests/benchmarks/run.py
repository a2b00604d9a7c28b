"""The bench: portal and floor on gunicorn over real connections, on the same rows, in turns.

script/bench                 measure and print
script/bench --write         also write docs/benchmarks.md
script/bench --keep          keep the two databases; --kept uses them again
script/bench --only WORD     only the pages with this word in their name; --write changes these
"""

import argparse
import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from . import report, rows
from .pages import PAGES, Page
from .saving import SAVE, Save, save_once
from .serving import Server, serving
from .sink import Sink

ROUNDS, ASKED = 20, 6  # answers per page, server and round
CHECKOUT = Path(__file__).resolve().parents[2]
PORTAL, FLOOR = "sto_portal.wsgi", "tests.benchmarks.floor.wsgi"


def main() -> None:
    options = asked()
    server_url = os.environ["DATABASE_URL"]
    with tempfile.TemporaryDirectory() as static:
        common = {
            "SECRET_KEY": secrets.token_hex(32),
            "STATIC_ROOT": static,
            "DEMO": "1",
            "DEBUG": "",
            "EMAIL_URL": "",
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(CHECKOUT),
        }
        run_portal(common, server_url, "manage.py", "collectstatic", "--noinput", "-v0")
        told = {name: prepared(name, common, server_url, options.kept) for name in rows.MONTHS}
        lines, memory = measured(common, server_url, told, options.only)
        if options.only in "digest":
            lines += mailed(common, server_url)
    if not options.keep:
        for name in rows.MONTHS:
            rows.drop(server_url, name)
    text = summary(lines, memory, told)
    print(text)
    if options.write:
        page = CHECKOUT / "docs" / "benchmarks.md"
        page.write_text(report.put_into(page.read_text(), lines) if options.only else text)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--only", default="")
    return parser.parse_args()


def at(server_url: str, name: str) -> str:
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


def run_portal(common: dict, database_url: str, *arguments: str, **extra: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **common, "DATABASE_URL": database_url, **extra},
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def prepared(name: str, common: dict, server_url: str, is_kept: bool) -> dict:
    if not is_kept:
        rows.create(server_url, name)
    print(f"Preparing {name}: {rows.MONTHS[name]} months", file=sys.stderr)
    program = ("-m", "tests.benchmarks.prepare", str(rows.MONTHS[name]))
    keep = {"KEPT": "1"} if is_kept else {}
    return json.loads(run_portal(common, at(server_url, name), *program, **keep))


def measured(
    common: dict, server_url: str, told: dict, only: str
) -> tuple[list[report.Line], dict[str, int]]:
    """Every page and the save, each server in turn, so that noise hits all of them."""
    usual, tenfold = ({"DATABASE_URL": at(server_url, name)} for name in rows.MONTHS)
    with contextlib.ExitStack() as stack:
        start = [("portal", PORTAL, usual), ("floor", FLOOR, usual), ("tenfold", PORTAL, tenfold)]
        servers = [
            stack.enter_context(serving(name, application, {**common, **environment}))
            for name, application, environment in start
        ]
        for server, name in zip(servers, ("bench", "bench", "bench_tenfold"), strict=True):
            server.cookies = {
                int(person): f"sessionid={key}" for person, key in told[name]["cookies"].items()
            }
        counted = json.loads(
            run_portal(common, usual["DATABASE_URL"], "-m", "tests.benchmarks.queries")
        )
        wanted = [page for page in (*PAGES, SAVE) if only.lower() in page.title.lower()]
        pages = [page for page in wanted if is_there(servers[0], page)]
        lines = [line_of(page, servers, counted) for page in pages]
        for number in range(ROUNDS):
            for page, line in zip(pages, lines, strict=True):
                turn = number % len(servers)
                for server in servers[turn:] + servers[:turn]:
                    times = getattr(line.times, server.name)
                    times += [answered(server, page) for _ in range(ASKED)]
        return lines, {server.name: server.memory() for server in servers}


def is_there(portal: Server, page: Page | Save) -> bool:
    """Whether the portal has the page: one of its words is on it."""
    content = portal.ask("GET", page.path, page.person)[1].decode()
    if page.word in content:
        return True
    print(f"{page.title}: not there yet, so not measured", file=sys.stderr)
    return False


def line_of(page: Page | Save, servers: list[Server], counted: dict) -> report.Line:
    """The first answers warm the workers up, and say how large the page is."""
    size = 0
    for server in servers:
        for _ in range(8):
            answered(server, page)
    if isinstance(page, Page):
        size = len(servers[0].ask("GET", page.path, page.person)[1])
    return report.Line(page.title, report.Times(), counted.get(page.title), page.most_queries, size)


def answered(server: Server, page: Page | Save) -> float:
    if isinstance(page, Save):
        return save_once(server)
    status, content, seconds = server.ask("GET", page.path, page.person)
    if status != 200:
        raise SystemExit(f"{server.name}: {page.path} answers {status}: {content[:300]!r}")
    return seconds


def mailed(common: dict, server_url: str) -> list[report.Line]:
    """Digests of all groups, in turns; seconds for each mail."""
    sink, times, queries = Sink(), report.Times(), 0.0
    port = {"SINK_PORT": str(sink.port)}
    for _ in range(3):
        for name, database in (
            ("portal", "bench"),
            ("floor", "bench"),
            ("tenfold", "bench_tenfold"),
        ):
            program = "floor.mailing" if name == "floor" else "mailing"
            where = at(server_url, database)
            told = run_portal(common, where, "-m", f"tests.benchmarks.{program}", **port).split()
            getattr(times, name).append(float(told[1]) / int(told[0]))
            if name == "portal":
                queries = float(told[2])
    sink.shutdown()
    return [report.Line("Digest, for each mail", times, queries, 12, 0, most_ratio=2.0)]


def summary(lines: list[report.Line], memory: dict[str, int], told: dict) -> str:
    usual, tenfold = told["bench"], told["bench_tenfold"]
    workers = ", ".join(f"{name} {size / 2 / 1e6:.0f} MB" for name, size in memory.items())
    missed = {line.title: ", ".join(line.misses) for line in lines if line.misses}
    return TEXT.format(
        verdict=report.verdict(missed),
        table=report.table(lines),
        rounds=ROUNDS,
        answers=ROUNDS * ASKED,
        updates=f"{usual['updates']:,}",
        more=f"{tenfold['updates']:,}",
        workers=workers,
        machine=report.machine(),
        today=report.today(),
        durability=report.durability(os.environ["DATABASE_URL"]),
    )


TEXT = """\
# Benchmarks

How fast the portal answers, beside *the floor*: a bare Django project that reads or saves the same
rows in the same Postgres with `values()` and one plain template (`tests/benchmarks/floor/`).

{verdict}

{table}

* The aim: a page and the save take at most 3 × the floor, a digest at most 2 ×; at most 10 queries
  a page and 12 for the save; at most 60 kB of HTML; at most 1.3 × as long with ten times the
  months.
* The usual size is 74 regions × 40 activities × 48 months ({updates} updates of
  activities); ten times is 480 months ({more} updates), in earlier versions of each plan.
* Each region has 60 partners with 1,000 contact moments and 400 contributions (`partners.sql`), at
  both sizes. The list of partners shows all sixty with the step that their facts carry; the
  contributions are 25 of 400 with the sums and the forecast of all. Pages of partners may take 16
  queries.
* An advisor has eight regions; *all regions* is the same page for one who has the 74, with 40 lines
  of what waits and the number of the rest.
* The budget has 8 costs in each of 4 years for the 40 activities of one region (`budget.sql`, 1,280
  costs at both sizes); both pages of it show all of them.
* The catalogue searches a word that is in one of seven of 5,000 published electives
  (`electives.sql`, the same at both sizes), and shows 24 of them with all that the filters offer.
* The question desk and the search stand on 200 questions and 60 talks for each of the 74 regions
  and 300 answer cards (`advisors.sql`, the same at both sizes). The desk shows 20 questions with
  the median wait and the themes that rise; answer cards are 20 of those that hold a word, with what
  they saved; the search asks thirteen kinds. Each may take 20 queries.
* gunicorn with two workers of four threads, as in the `Procfile`; one client that keeps its
  connection. {answers} answers for each cell in {rounds} rounds, portal and floor in turns, so that
  noise hits both. Queries are counted in the process, on the same rows, with session and person.
* A digest is planned, rendered and delivered to an SMTP server on this machine, every step of the
  outbox included. The floor keeps the same rows (the digest, each mail with its bytes, that it was
  sent) and sends each mail over a connection of its own, as the portal does; it has no claim, no
  last look at who may have the mail, and no phase that is committed before the body, so it loses
  or doubles mail in a crash. Median of three warm runs over all groups, divided by the mails.
* Memory of one worker after the run: {workers}.
* Measured with `script/bench --write` on {machine}, Postgres with
  {durability}, {today}.
"""


if __name__ == "__main__":
    main()
