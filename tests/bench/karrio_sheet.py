"""The same table in karrio's local rate sheet: JSON on stdin {bands: [[zone, over_g, upto_g, price]], ask: [...]},
median microseconds of one rating on stdout. Runs on its own, by any interpreter that has karrio.
"""

import json
import statistics
import sys
import time

ROUNDS = 60


def main() -> None:
    """Build the sheet, rate each asked item, and print the median."""
    import karrio.core.models as models
    import karrio.lib as lib
    from karrio.universal.mappers.rating_proxy import get_available_rates
    from karrio.universal.providers.rating import RatingMixinSettings

    told = json.load(sys.stdin)
    zones = [
        models.ServiceZone(
            label=f"{zone}-{upto}",
            rate=price / 100,
            cities=[f"zone {zone}"],
            min_weight=over / 1000,
            max_weight=upto / 1000,
        )
        for zone, over, upto, price in told["bands"]
    ]
    level = models.ServiceLevel(
        service_name="bench", service_code="bench", currency="USD", zones=zones, weight_unit="KG", active=True
    )
    settings = RatingMixinSettings(carrier_id="bench", services=[level])
    shipper = lib.to_address(models.Address(country_code="US"))
    samples = []
    for _ in range(ROUNDS):
        for zone, grams in told["ask"]:
            recipient = lib.to_address(models.Address(country_code="US", city=f"zone {zone}"))
            packages = lib.to_packages([models.Parcel(weight=grams / 1000, weight_unit="KG")])
            start = time.perf_counter()
            rates, errors = get_available_rates(
                packages[0], shipper, recipient, settings, is_domicile=True, is_international=False
            )
            samples.append(time.perf_counter() - start)
            assert len(rates) == 1, errors
    print(f"{statistics.median(samples) * 1e6:.1f} {len(zones)}")


if __name__ == "__main__":
    main()
