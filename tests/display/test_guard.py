"""What the server refuses: other names, other origins, anything that writes."""

import httpx
import pytest

from counter.display.guard import HEADERS
from counter.display.server import DisplayServer
from tests.display.calling import ask, authority, status


@pytest.mark.parametrize(
    "path", ["/", "/screen.css", "/screen.js", "/han.otf", "/icon.svg", "/nothing", "/../x", "/%2e%2e/x"]
)
def test_every_answer_carries_the_policy(server: DisplayServer, path: str) -> None:
    answer = httpx.get(server.address + path.lstrip("/"))
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert {name.decode() for name, _ in HEADERS} <= set(answer.headers)
    assert "set-cookie" not in answer.headers
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:{port}",
        "127.0.0.1",
        "127.0.0.1:{port}.evil",
        "evil:{port}",
        "[::1]:{port}",
        "0.0.0.0:{port}",
    ],
)
def test_another_host_name_is_refused(server: DisplayServer, host: str) -> None:
    port = authority(server).split(":")[1]
    assert status(server, f"Host: {host.format(port=port)}") in (400, 421)


def test_two_host_names_or_none_are_refused(server: DisplayServer) -> None:
    good = f"Host: {authority(server)}"
    assert status(server, good) == 200
    assert status(server, good, good) in (400, 421)
    assert int(ask(server, b"GET / HTTP/1.0\r\n\r\n").split(b" ")[1]) == 421


@pytest.mark.parametrize("header", ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"])
def test_a_page_of_another_origin_is_refused(server: DisplayServer, header: str) -> None:
    assert status(server, f"Host: {authority(server)}", header, path="/events") == 403
    assert status(server, f"Host: {authority(server)}", f"Origin: http://{authority(server)}") == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/events"])
def test_nothing_writes(server: DisplayServer, method: str, path: str) -> None:
    assert status(server, f"Host: {authority(server)}", method=method, path=path) == 405


def test_a_request_with_a_body_is_refused(server: DisplayServer) -> None:
    assert status(server, f"Host: {authority(server)}", "Content-Length: 5") == 413
    assert status(server, f"Host: {authority(server)}", "Transfer-Encoding: chunked") == 413


def test_head_answers_without_a_stream(server: DisplayServer) -> None:
    assert httpx.head(server.address).status_code == 200
    assert httpx.head(f"{server.address}events").status_code == 200
    assert server.watching == 0
