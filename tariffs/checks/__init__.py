"""The single checks of a tariff table, by what they look at; tariffs.check runs them all."""
