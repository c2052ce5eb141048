"""The demo's simulated devices: a scale on a pty, a printer on loopback, and the door for `counter sim`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from counter.bootstrap.home import SIMULATION_FILE
from counter.config import Config
from devices.sim.control import ControlServer, write_address
from devices.sim.printer import PrinterSimulator
from devices.sim.scale import ScaleSimulator

PAPER_FOLDER = "paper"
DEVICE_FOLDER = "devices"


class Simulation:
    """A scale and a printer that behave like real ones, on real wires."""

    def __init__(self, home: Path) -> None:
        self._home = home
        folder = home / DEVICE_FOLDER
        folder.mkdir(exist_ok=True)
        self.scale = ScaleSimulator("toledo8217", directory=folder)
        self.printer = PrinterSimulator(home / PAPER_FOLDER)
        self._control = ControlServer({"scale": self._act_on_scale, "printer": self._act_on_printer})
        self._plugged = True
        self._paper = True

    def start(self, config: Config) -> Config:
        """Start all; returns the configuration with the simulated devices' addresses in it."""
        scale_address = self.scale.start()
        host, port = self.printer.start()
        write_address(self._home / SIMULATION_FILE, self._control.start(), self._control.token)
        printers = tuple(replace(p, port=f"tcp://{host}:{port}", model="simulated") for p in config.printers)
        return replace(config, scale=replace(config.scale, port=scale_address), printers=printers)

    def stop(self) -> None:
        """Stop all and close the door."""
        self._control.stop()
        (self._home / SIMULATION_FILE).unlink(missing_ok=True)
        self.printer.stop()
        self.scale.stop()

    def put(self, grams: int) -> None:
        """Put a parcel on the scale."""
        self.scale.put(grams)

    def remove(self) -> None:
        """Take it off."""
        self.scale.remove()

    def toggle_scale_plug(self) -> bool:
        """Pull the scale's plug, or put it back; returns whether it is plugged in now."""
        self._plugged = not self._plugged
        (self.scale.plug if self._plugged else self.scale.unplug)()
        return self._plugged

    def toggle_paper(self) -> bool:
        """Take the paper out, or put some in; returns whether there is paper now."""
        self._paper = not self._paper
        self.printer.paper_out(not self._paper)
        return self._paper

    def _act_on_scale(self, arguments: Mapping[str, object]) -> Mapping[str, object]:
        done = []
        if "weight_g" in arguments:
            grams = int(str(arguments["weight_g"]))
            (self.put(grams) if grams > 0 else self.remove())
            done.append("weight_g")
        simple = {"overload": self.scale.overload, "negative": self.scale.negative}
        for name, act in simple.items():
            if arguments.get(name):
                act()
                done.append(name)
        if "moving" in arguments:
            self.scale.set_moving(bool(arguments["moving"]))
            done.append("moving")
        if "plugged" in arguments and bool(arguments["plugged"]) != self._plugged:
            self.toggle_scale_plug()
            done.append("plugged")
        return {"done": done}

    def _act_on_printer(self, arguments: Mapping[str, object]) -> Mapping[str, object]:
        acts: Mapping[str, Callable[[bool], None]] = {
            "paper_out": self._set_paper_out,
            "paper_low": self.printer.paper_low,
            "cover_open": self.printer.cover_open,
            "offline": self.printer.offline,
            "stop_reading": self.printer.stop_reading,
        }
        done = [name for name in acts if name in arguments]
        for name in done:
            acts[name](bool(arguments[name]))
        return {"done": done}

    def _set_paper_out(self, out: bool) -> None:
        self._paper = not out
        self.printer.paper_out(out)
