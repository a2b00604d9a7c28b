"""Finding by meaning, among 5,000 cards and 50,000 questions: time, and memory of a web worker.

script/bench meaning
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from . import rows
from .run import at

NAME, CARDS, QUESTIONS, ASKED = "bench_meaning", 5_000, 50_000, 80
ROWS = """
    INSERT INTO regions_region (id, name, slug, kind, line_label, leader_label, tolerance_months)
        VALUES (1, 'Meetregio', 'meetregio', 'technical', 'actielijn', 'programmaleider', 1);
    INSERT INTO advisors_answercard (id, title, answer, kind, recheck_on, is_for_starters,
        published_at, made_at)
        SELECT i, words || ' ' || i, words || ' en een antwoord over ' || md5(i::text), 'process',
            '2030-01-01', false, now(), now()
        FROM generate_series(1, %(cards)s) AS i,
            LATERAL (SELECT (%(texts)s::text[])[1 + i %% %(many)s] AS words) AS told;
    INSERT INTO advisors_question (region_id, kind, asked_of, text, answer, asked_at, answered_at,
        is_confidential, card_id)
        SELECT 1, 'process', 'advisor', (%(texts)s::text[])[1 + i %% %(many)s] || ' ' || i,
            'Een antwoord.', now(), now(), false, 1 + i %% %(cards)s
        FROM generate_series(1, %(questions)s) AS i;
    INSERT INTO advisors_meaning (card_id, part, place, model, made_of, vector)
        SELECT id, part, 0, %(model)s, '', (
            SELECT l2_normalize(array_agg(random() - 0.5 + i * 0 + id * 0
            + part * 0)::real[]::vector) FROM generate_series(1, 384) AS i)
        FROM advisors_answercard, generate_series(0, 1) AS part;
    INSERT INTO advisors_meaning (question_id, part, place, model, made_of, vector)
        SELECT id, 1, 0, %(model)s, '', (
            SELECT l2_normalize(array_agg(random() - 0.5 + i * 0 + id * 0
            )::real[]::vector) FROM generate_series(1, 384) AS i)
        FROM advisors_question;
    ANALYZE;
"""
WORKER = """
import sys, django; django.setup()
import sto_portal.wsgi, sto_portal.urls
from django.urls import get_resolver; get_resolver().url_patterns
from advisors.answers.meaning import model
if sys.argv[1] == "1":
    for text in ("Wat staat er in een mandaat?", "Wie leent een machine uit?" * 50):
        model.embed_questions([text])
for line in open("/proc/self/status"):
    if line.startswith("VmRSS"): print(int(line.split()[1]) // 1024)
"""


def main() -> None:
    server_url = os.environ["DATABASE_URL"]
    rows.create(server_url, NAME)
    settings = {**os.environ, "DATABASE_URL": at(server_url, NAME), "STATEMENT_TIMEOUT": ""}
    settings["DJANGO_SETTINGS_MODULE"] = "sto_portal.settings"
    command = [sys.executable, "-m", "tests.benchmarks.meaning", "inside"]
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=settings, check=True)
    subprocess.run(command, env=settings, check=True)
    for loaded in (0, 1):
        done = [sys.executable, "-c", WORKER, str(loaded)]
        said = subprocess.run(done, env=settings, check=True, stdout=subprocess.PIPE, text=True)
        print(f"web worker {'with' if loaded else 'without'} the model: {said.stdout.strip()} MB")
    rows.drop(server_url, NAME)


def inside() -> None:
    import django

    django.setup()
    from django.db import connection

    from advisors.answers.meaning import model, nearest
    from advisors.answers.similar import similar_cards, similar_questions
    from advisors.models import Question

    here = Path(__file__).parents[1] / "advisors" / "answers"
    asked = [text for text, _ in json.loads((here / "golden_questions.json").read_text("utf-8"))]
    values = {"cards": CARDS, "questions": QUESTIONS, "texts": asked, "many": len(asked)}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {**values, "model": model.name()})
    typed = [asked[number % len(asked)] for number in range(ASKED)]
    everything = Question.objects.all()
    told = (
        ("the vector of a question", lambda text: model.embed_questions([text])),
        ("cards by meaning, its vector included", nearest.near_cards),
        ("cards by meaning and words", similar_cards),
        ("questions by meaning", lambda text: nearest.near_questions(everything, text)),
        ("questions by meaning and words", lambda text: similar_questions(everything, text)),
    )
    for name, look in told:
        look(typed[0])
        took = sorted(seconds(look, text) for text in typed)
        p95 = took[int(len(took) * 0.95)]
        print(f"{name:<40} p50 {statistics.median(took):5.0f} ms   p95 {p95:5.0f} ms")


def seconds(look, text: str) -> float:
    began = time.perf_counter()
    look(text)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    inside() if "inside" in sys.argv else main()
