"""A message reaches a public address over TLS, and nothing else."""

import dataclasses
import socket
import ssl
import time
from threading import Event, Thread

import pytest

from sto_portal.api.hooks.wire import NotReached, Wire, is_public, parts_of, post

from .receiver import receiving


@pytest.fixture
def receiver(tmp_path):
    with receiving(tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1",
        "169.254.169.254", "192.0.0.8", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "2002:7f00:1::", "2001:0:7f00:1::", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "145.100.1.1", "2606:4700:4700::1111"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "name", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_nothing_connects_to_this_machine_however_it_is_written(receiver, name):
    """Also with the right certificate and port: only the rule about addresses is left."""
    wire = dataclasses.replace(receiver.wire, may_reach=is_public)
    with pytest.raises(NotReached, match=r"niet op het openbare internet|niet bekend"):
        post(f"https://{name}:{receiver.port}/", {}, b"{}", wire)
    assert receiver.got == []


def test_a_name_that_gives_one_inner_address_among_others_is_refused(receiver):
    seen: list[str] = []
    wire = dataclasses.replace(
        receiver.wire, may_reach=lambda address: seen.append(address) or len(seen) > 1
    )
    with pytest.raises(NotReached, match="openbare internet"):
        post(receiver.address, {}, b"{}", wire)
    assert receiver.got == [] and seen


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://ergens.example/", "begint met https"), ("ftp://ergens.example/", "begint met"),
        ("https:///pad", "begint met"), ("https://ergens.example/a b", "begint met"),
        ("https://ergens.example/\r\nX: y", "begint met"), ("javascript:alert(1)", "begint met"),
        ("https://ik:geheim@ergens.example/", "gebruikersnaam"),
        ("https://ergens.example:8443/", "poort"), ("https://ergens.example:22/", "poort"),
        ("https://ergens.example:99999/", "begint met"), ("https://[::1/", "begint met"),
        ("https://ergéns.example/", "begint met"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_https_is_refused_with_why(address, sentence):
    with pytest.raises(NotReached, match=sentence):
        parts_of(address)


def test_what_is_sent_arrives_and_the_status_comes_back(receiver):
    assert post(receiver.address, {"Webhook-Id": "1"}, b'{"a":1}', receiver.wire) == 204
    [(path, headers, body)] = receiver.got
    assert (path, headers["Webhook-Id"], body) == ("/in?van=sto", "1", b'{"a":1}')
    assert headers["Host"] == f"localhost:{receiver.port}"


def test_a_redirect_is_an_answer_and_is_not_followed(receiver):
    receiver.status, receiver.headers = 302, {"Location": receiver.address}
    assert post(receiver.address, {}, b"{}", receiver.wire) == 302
    assert len(receiver.got) == 1


def test_a_certificate_of_nobody_is_refused(receiver):
    wire = dataclasses.replace(receiver.wire, context=ssl.create_default_context())
    with pytest.raises(NotReached, match="certificaat"):
        post(receiver.address, {}, b"{}", wire)
    assert receiver.got == []


def test_one_that_does_not_answer_is_left_in_time(receiver):
    receiver.hold = Event()
    wire = dataclasses.replace(receiver.wire, seconds=1)
    began = time.monotonic()
    with pytest.raises(NotReached, match="op tijd"):
        post(receiver.address, {}, b"{}", wire)
    assert time.monotonic() - began < 5


def test_one_that_never_says_hello_is_left_in_time():
    """A port that takes the connection and speaks no TLS."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        Thread(target=silent.accept, daemon=True).start()
        wire = Wire(may_reach=lambda address: True, ports=frozenset({port}), seconds=1)
        began = time.monotonic()
        with pytest.raises(NotReached):
            post(f"https://localhost:{port}/", {}, b"{}", wire)
        assert time.monotonic() - began < 5


def test_a_name_that_does_not_exist_is_told():
    with pytest.raises(NotReached, match="niet bekend"):
        post("https://bestaat-niet.invalid/", {}, b"{}", Wire())
