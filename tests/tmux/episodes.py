"""What a clerk does in a day at the counter, one function a customer or an incident; each ends at an empty form."""

from collections.abc import Callable, Mapping
from random import Random

from tests.tmux.clerk import Clerk
from tests.tmux.people import SENDER, STRANGERS, parcel

ORDINARY = "300"
LETTER = "100"
REGISTERED = "200"
SUPERVISOR_PIN = "9999"
PIN = "2222"
READER = "11010519491231002X"

Episode = Callable[[Clerk, Random], str]


def sell_parcel(clerk: Clerk, dice: Random) -> str:
    """An ordinary parcel of a sender who is known."""
    _fill(clerk, dice)
    screen = clerk.pay(str(dice.choice((100, 200))))
    clerk.clear()
    return clerk.sold(screen)


def sell_letter(clerk: Clerk, dice: Random) -> str:
    """A letter: no contents are asked, nothing is inspected."""
    item = parcel(dice)
    clerk.weigh(dice.choice((20, 30, 45)))
    clerk.enter(SENDER)
    clerk.enter(item.recipient)
    clerk.at("Contents")
    clerk.enter("")
    clerk.service(dice.choice((LETTER, REGISTERED)))
    clerk.at("Cash received")
    screen = clerk.pay("10")
    clerk.clear()
    return clerk.sold(screen)


def sell_two(clerk: Clerk, dice: Random) -> str:
    """Two parcels, one payment; the second sender and recipient are taken over."""
    _fill(clerk, dice)
    clerk.term.type("+")
    clerk.wait("In the basket: {n}. Take it off, and put the next one on.")
    clerk.clear()
    clerk.weigh(1900)
    clerk.term.press("F7")
    clerk.at("Contents")
    clerk.enter("书 2")
    clerk.service(ORDINARY)
    clerk.inspect()
    screen = clerk.pay("300")
    clerk.clear()
    return clerk.sold(screen)


def refuse(clerk: Clerk, dice: Random) -> str:
    """The sender says clothes, a lighter is found: refused under its rule, nothing charged."""
    _fill(clerk, dice, to="Inspection")
    clerk.term.press("9")
    clerk.wait("Refuse: under which rule? Nothing is charged.")
    clerk.enter("P05")
    clerk.wait("Enter or Esc goes on")
    clerk.term.press("Enter")
    clerk.wait("Refused under {rule}. Nothing was charged.")
    clerk.clear()
    return "P05, nothing charged"


def hold_and_recall(clerk: Clerk, dice: Random) -> str:
    """The customer looks for a purse: held, the next one is served, then it goes on."""
    _fill(clerk, dice, to="Service")
    clerk.term.press("F8")
    clerk.wait("Held. F8 on an empty form takes it up again.")
    clerk.clear()
    between = sell_letter(clerk, dice)
    clerk.term.press("F8")
    clerk.wait("Go on with which acceptance?")
    clerk.term.press("1")
    clerk.at("Inspection")
    clerk.inspect()
    screen = clerk.pay("200")
    return f"meanwhile {between}; then {clerk.sold(screen)}"


def paper_out(clerk: Clerk, dice: Random) -> str:
    """The paper ends between two customers: sold all the same, printed as soon as there is paper."""
    clerk.printer(paper_out=True)
    _fill(clerk, dice)
    screen = clerk.pay("200")
    clerk.term.wait("缺纸", "no paper", "paper out", "out of paper")
    clerk.printer(paper_out=False)
    clerk.term.wait(f"{clerk.word('To print {n}')} 0", patience_s=60)
    clerk.clear()
    return f"{clerk.sold(screen)}, printed after the paper came"


def scale_unplugged(clerk: Clerk, dice: Random) -> str:
    """Somebody pulls the plug with the parcel on the pan; it comes back by itself."""
    clerk.scale(weight_g=2600)
    clerk.scale(plugged=False)
    clerk.wait("the scale does not answer")
    clerk.enter(SENDER)
    clerk.scale(plugged=True)
    clerk.term.wait("2.600 kg", patience_s=60)
    clerk.enter(parcel(dice).recipient)
    clerk.at("Contents")
    clerk.enter("书 2")
    clerk.service(ORDINARY)
    clerk.inspect()
    screen = clerk.pay("200")
    clerk.clear()
    return f"back by itself, {clerk.sold(screen)}"


def typed_weight(clerk: Clerk, dice: Random) -> str:
    """The scale is dead: a typed weight, with a reason and a supervisor's PIN."""
    clerk.scale(plugged=False)
    clerk.wait("the scale does not answer")
    clerk.term.press("C-l")
    clerk.wait("A typed weight needs a reason, and a supervisor.")
    clerk.enter("2.4")
    clerk.enter("秤坏了")
    _approve(clerk)
    clerk.wait("typed by hand", "weighed")
    clerk.enter(SENDER)
    clerk.enter(parcel(dice).recipient)
    clerk.at("Contents")
    clerk.enter("书 2")
    clerk.service(ORDINARY)
    clerk.inspect()
    screen = clerk.pay("200")
    clerk.scale(plugged=True)
    clerk.clear()
    return f"2.400 kg by hand, {clerk.sold(screen)}"


def lock(clerk: Clerk, _dice: Random) -> str:
    """Away for a minute: locked, a wrong PIN, then the right one; what was typed is still there."""
    clerk.enter(SENDER)
    clerk.term.press("F12")
    clerk.wait("Locked by {name}. Type the PIN to go on.")
    clerk.expecting("pin-wrong")
    clerk.enter("1234")
    clerk.wait("The PIN is wrong.")
    clerk.enter(PIN)
    clerk.term.wait("13812345678")
    clerk.expecting()
    clerk.term.press("C-t")
    clerk.at("Sender")
    return "one wrong PIN, nothing lost"


def too_little(clerk: Clerk, dice: Random) -> str:
    """The customer gives too little: said, asked again, then paid."""
    _fill(clerk, dice)
    clerk.expecting("payment-short", "tender-short", "cash-short")
    clerk.term.type("1")
    clerk.term.press("F10")
    clerk.term.wait("[payment-short]", "[tender-short]", "[cash-short]")
    clerk.term.press("BSpace")
    screen = clerk.pay("300")
    clerk.expecting()
    clerk.clear()
    return f"first 1.00, then enough: {clerk.sold(screen)}"


def overload(clerk: Clerk, _dice: Random) -> str:
    """Something far too heavy: said, not weighed."""
    clerk.scale(weight_g=60_000)
    clerk.wait("overload")
    clerk.clear()
    return "not weighed"


def explain(clerk: Clerk, _dice: Random) -> str:
    """Why was it so much? The item's price, explained from the tariff of the day."""
    number = clerk.numbers[-1]
    clerk.term.press("F3")
    clerk.wait("Type or scan a mail number, then Enter. Small letters and blanks do not matter.")
    clerk.enter(number)
    clerk.wait("What happened to it")
    clerk.term.type("w")
    clerk.term.wait("SHA-256", clerk.word("Tariff"))
    clerk.term.press("Escape")
    clerk.wait("What happened to it")
    clerk.back()
    return number


def copy_again(clerk: Clerk, _dice: Random) -> str:
    """The receipt once more, marked as a copy."""
    clerk.term.press("C-r")
    clerk.wait("{number}: print which document again? It is marked as a copy.")
    clerk.choose(clerk.word("Receipt"))
    clerk.term.wait(f"{clerk.word('To print {n}')} 0", patience_s=60)
    return "marked as a copy"


def refund(clerk: Clerk, dice: Random) -> str:
    """The customer takes a parcel back that is still here: the whole sale is void, a supervisor approves."""
    _fill(clerk, dice)
    clerk.pay("200")
    clerk.clear()
    number = clerk.numbers[-1]
    clerk.term.press("F3")
    clerk.wait("Type or scan a mail number, then Enter. Small letters and blanks do not matter.")
    clerk.enter(number)
    clerk.wait("What happened to it")
    clerk.term.type("c")
    clerk.wait("{number}: what is put right? What was booked stays; a new entry names it.")
    clerk.term.press("1")
    clerk.wait("Why is the whole sale void?")
    clerk.term.press("1")
    _approve(clerk)
    screen = clerk.wait("Booked, #{seq}.", "Give back: {how}.")
    told = next(line.strip() for line in screen.splitlines() if clerk.word("Give back: {how}.") in line)
    clerk.term.wait(f"{clerk.word('To print {n}')} 0", patience_s=60)
    clerk.back()
    return f"{number}: {told}"


def quick_quote(clerk: Clerk, dice: Random) -> str:
    """How much would it be? Asked and answered without accepting anything."""
    clerk.term.press("C-o")
    clerk.wait("Weight in kg")
    clerk.enter("3.2")
    clerk.enter(dice.choice(("广东", "shanghai", "sc", "210000")))
    clerk.term.wait(" 300 ")
    clerk.back()
    return "asked, nothing accepted"


def supplies(clerk: Clerk, dice: Random) -> str:
    """A box with the parcel, in the same payment."""
    _fill(clerk, dice)
    clerk.term.press("C-n")
    clerk.wait("Supplies: boxes, bags, stamps")
    clerk.term.press("Enter")
    clerk.wait("How many? Nothing typed means one, 0 takes it out.")
    clerk.enter("")
    clerk.wait("Basket")
    clerk.back()
    clerk.at("Cash received")
    screen = clerk.pay("300")
    clerk.clear()
    return f"one piece with the parcel, {clerk.sold(screen)}"


def power_bank(clerk: Clerk, dice: Random) -> str:
    """A power bank is declared: by land only, and a supervisor approves."""
    clerk.weigh(1200)
    clerk.enter(SENDER)
    clerk.at("Recipient")
    clerk.enter(parcel(dice).recipient)
    clerk.at("Contents")
    clerk.enter("充电宝 1")
    clerk.service(ORDINARY)
    clerk.at("Inspection")
    clerk.term.press("1")
    _approve(clerk)
    clerk.wait("Ask and look: is any of this in it?")
    clerk.inspect()
    screen = clerk.pay("200")
    clerk.clear()
    return f"approved for land, {clerk.sold(screen)}"


def shift_so_far(clerk: Clerk, _dice: Random) -> str:
    """X: the shift as it stands, looked at and printed; it closes nothing."""
    clerk.term.press("F4")
    clerk.wait("Business date")
    clerk.term.type("x")
    clerk.wait("X as it prints; F10 prints it, Esc goes back. It closes nothing.")
    clerk.term.press("F10")
    clerk.wait("X goes to the printer.")
    clerk.back()
    return "looked at and printed"


def _approve(clerk: Clerk) -> None:
    clerk.wait("A supervisor must approve: {what}")
    clerk.choose("王芳")
    clerk.wait("PIN of {name}")
    clerk.enter(SUPERVISOR_PIN)


def stranger(clerk: Clerk, dice: Random) -> str:
    """A sender whom nobody knows: the document is read before the sale."""
    line, name = dice.choice(STRANGERS)
    _fill(clerk, dice, sender=line)
    clerk.term.type("200")
    clerk.expecting("identity-missing")
    clerk.term.press("F10")
    asked, sold = "{name} is not registered. Read the document, or type its number.", "Sold. Change {amount}."
    shown = clerk.wait(asked, sold)
    if clerk.word(asked) in shown:
        clerk.enter(f"{name}|{READER}")
        shown = clerk.wait("A supervisor must approve: {what}", sold)
    if clerk.word("A supervisor must approve: {what}") in shown:
        _approve(clerk)
        shown = clerk.wait(sold)
    clerk.expecting()
    clerk.clear()
    return clerk.sold(shown)


def language(clerk: Clerk, _dice: Random) -> str:
    """A colleague who reads English takes over for one customer, or the other way round."""
    other = {"zh": "en", "en": "zh"}[clerk.watch.language]
    clerk.watch.pause = True
    clerk.term.press("C-e")
    clerk.watch.language = other
    clerk.wait("Cash received")
    clerk.watch.pause = False
    return f"now {other}"


def look_round(clerk: Clerk, _dice: Random) -> str:
    """Help, tariffs, devices, each opened and left again."""
    for key in ("F1", "F5", "F11"):
        clerk.term.press(key)
        clerk.term.wait_gone(f">{clerk.word('Sender')}  ")
        clerk.back()
    return "help, tariffs, devices"


def forget_it(clerk: Clerk, dice: Random) -> str:
    """The customer changes their mind: everything typed is dropped, nothing was charged."""
    _fill(clerk, dice, to="Service")
    clerk.term.press("C-t")
    clerk.at("Sender")
    clerk.clear()
    return "dropped before payment"


def _fill(clerk: Clerk, dice: Random, *, to: str = "Cash received", sender: str = SENDER) -> None:
    """Everything of an ordinary parcel, up to a step."""
    item = parcel(dice)
    clerk.weigh(item.grams)
    clerk.enter(sender)
    clerk.at("Recipient")
    clerk.enter(item.recipient)
    clerk.at("Contents")
    clerk.enter(item.contents)
    if to == "Service":
        clerk.at("Service")
        return
    clerk.service(ORDINARY)
    clerk.at("Inspection")
    if to != "Inspection":
        clerk.inspect()


EPISODES: Mapping[str, Episode] = {
    "parcel": sell_parcel,
    "letter": sell_letter,
    "two parcels": sell_two,
    "refusal": refuse,
    "hold": hold_and_recall,
    "paper out": paper_out,
    "scale unplugged": scale_unplugged,
    "typed weight": typed_weight,
    "lock": lock,
    "too little cash": too_little,
    "overload": overload,
    "explanation": explain,
    "copy": copy_again,
    "unknown sender": stranger,
    "language": language,
    "refund": refund,
    "quick quote": quick_quote,
    "supplies": supplies,
    "power bank": power_bank,
    "shift so far": shift_so_far,
    "looking round": look_round,
    "changed mind": forget_it,
}
