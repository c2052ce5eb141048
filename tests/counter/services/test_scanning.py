"""A scan goes to whoever wants it; typing is not taken for a scan."""

from counter.services.scanning import ScanRouter, has_check_digit, keyboard_recogniser
from devices.scanners import Scan, WedgeRecogniser


def test_the_newest_claim_is_asked_first_and_may_leave_it() -> None:
    router, taken = ScanRouter(), list[str]()

    def form(scan: Scan) -> bool:
        taken.append(f"form {scan.code}")
        return True

    def dialog(scan: Scan) -> bool:
        taken.append(f"dialog {scan.code}")
        return scan.code.startswith("RR")

    assert not router.deliver(Scan("nobody", 0.0))
    router.claim(form)
    end = router.claim(dialog)
    assert router.deliver(Scan("RR473124829DE", 0.0)) and router.deliver(Scan("690", 0.0))
    end()
    end()
    router.deliver(Scan("RR473124829DE", 0.0))
    assert taken == ["dialog RR473124829DE", "dialog 690", "form 690", "form RR473124829DE"]


def test_what_proves_itself_by_its_check_digit() -> None:
    assert has_check_digit("RR473124829DE") and has_check_digit("6901234567892")
    assert not has_check_digit("RR473124828DE")
    assert not has_check_digit("20261122") and not has_check_digit("13912345678")
    assert not has_check_digit("PA10000000001"), "a domestic number has none"


def _type(recogniser: WedgeRecogniser, text: str, gap: float) -> Scan | None:
    found = None
    for n, key in enumerate(text):
        found = recogniser.feed(key, n * gap)
    return found


def test_a_slow_hand_is_no_scanner() -> None:
    assert _type(keyboard_recogniser(), "王芳 13912345678\r", 0.2) is None
    slow = _type(keyboard_recogniser(), "RR473124829DE\r", 0.2)
    assert slow is not None and slow.typed == 13, "a right check digit is a code, however slowly it came"
    quick = _type(keyboard_recogniser(), "PA10000000001\r", 0.01)
    assert quick is not None and quick.code == "PA10000000001"


def test_a_prefix_decides_where_there_is_one() -> None:
    assert _type(keyboard_recogniser("~"), "PA10000000001\r", 0.01) is None
    scan = _type(keyboard_recogniser("~"), "abc~PA10000000001\r", 0.3)
    assert scan is not None and (scan.code, scan.typed) == ("PA10000000001", 14)
