"""What the OpenAPI document says beyond addresses and rows: problems, headers, CSV, contact."""

from collections.abc import Iterator
from typing import Any

from .problems import KIND

PROBLEMS = {
    "400": "Wat gevraagd wordt, is niet begrepen.",
    "401": "Zonder een token dat werkt.",
    "403": "De mens van dit token, of het token zelf, mag dit niet lezen.",
    "404": "Dit bestaat niet voor de mens van dit token.",
    "406": "In deze vorm bestaat het niet.",
    "429": "Te veel verzoeken in een minuut.",
}
PROBLEM = {
    "type": "object",
    "description": "Een probleem volgens RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Wat er is en wat u kunt doen."},
    },
}


def _header(text: str, kind: str = "string") -> dict[str, Any]:
    return {"description": text, "schema": {"type": kind}}


HEADERS = {
    "API-Version": _header("De versie van de API."),
    "ETag": _header("Stuur dit terug in If-None-Match; dan komt er 304 als niets veranderde."),
    "RateLimit-Limit": _header("Hoeveel verzoeken er in een minuut mogen.", "integer"),
    "RateLimit-Remaining": _header("Hoeveel er in deze minuut over zijn.", "integer"),
    "RateLimit-Reset": _header("Over hoeveel seconden de volgende minuut begint.", "integer"),
}
LINK = {"Link": _header('De volgende pagina, met rel="next"; ook bij CSV.')}
AGAIN = {"Retry-After": _header("Na hoeveel seconden het weer mag.", "integer")}


def completed(made: Any, site: str, mail: str, organisation: str) -> dict[str, Any]:
    """The document that Ninja made, with what Ninja does not know."""
    document = dict(made)
    document["servers"] = [{"url": site}]
    document["info"]["contact"] = {"name": organisation, "url": f"{site}/contact/", "email": mail}
    document["components"]["schemas"]["Probleem"] = PROBLEM
    for operation in _operations(document):
        _complete(operation)
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in document["paths"].values():
        yield from methods.values()


def _complete(operation: dict[str, Any]) -> None:
    responses = {str(code): told for code, told in operation["responses"].items()}
    fine, is_list = responses["200"], operation["operationId"] != "regio"
    fine["description"] = "Gelukt."
    fine["headers"] = {**HEADERS, **(LINK if is_list else {})}
    if is_list:
        fine["content"]["text/csv"] = {"schema": {"type": "string"}}
    responses["304"] = {"description": "Niets veranderd sinds deze ETag.", "headers": HEADERS}
    for code, text in PROBLEMS.items():
        if code not in ("401", "403", "404") or operation.get("security"):
            responses[code] = _problem(text, AGAIN if code == "429" else {})
    operation["responses"] = responses


def _problem(text: str, headers: dict[str, Any]) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Probleem"}
    return {"description": text, "headers": headers, "content": {KIND: {"schema": schema}}}
