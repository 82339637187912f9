#!/usr/bin/env python3
"""Times of a sync beside those of the same requests with their bodies thrown away.

    sync_bench.py seed FRESHRSS FEEDS          puts the items of RSS and Atom files into the SQLite of a FreshRSS (user "reader")
    sync_bench.py floor URL USER PASSWORD      the requests of a first sync and of one with nothing new; prints seconds
    sync_bench.py compare PROGRAM URL USER PASSWORD [ROUNDS]   both in turn, each first sync into a home of its own; prints ratios
"""
import glob, html, http.client, json, os, shutil, sqlite3, subprocess, sys, tempfile, time
import urllib.parse as up
import xml.etree.ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE, BATCH = 10_000, 250


def seed(freshrss, feeds):
    db = sqlite3.connect(f"{freshrss}/data/users/reader/db.sqlite")
    now, n = int(time.time()), 0
    first = (now - 86_400 * 30) * 1_000_000
    for number in range(5):
        db.execute("INSERT OR IGNORE INTO category (name) VALUES (?)", (f"Group {number}",))
    groups = [row[0] for row in db.execute("SELECT id FROM category WHERE name LIKE 'Group %'")]
    for at, path in enumerate(sorted(glob.glob(f"{feeds}/*.xml"))):
        root, name = ET.parse(path).getroot(), os.path.basename(path)
        title = root.findtext(".//title") or root.findtext(ATOM + "title") or name
        feed = db.execute("INSERT INTO feed (url, category, name, website, lastUpdate) VALUES (?, ?, ?, ?, ?)",
                          (f"http://127.0.0.1:8765/{name}", groups[at % 5], title, f"https://site.example/{name}", now)).lastrowid
        for item in root.findall(".//item") or root.findall(ATOM + "entry"):
            n += 1
            text = lambda rss, atom: item.findtext(rss) or item.findtext(ATOM + atom) or ""
            link = item.find(ATOM + "link")
            address = item.findtext("link") or (link.get("href") if link is not None else "")
            db.execute("INSERT INTO entry (id, guid, title, author, content, link, date, lastSeen, hash, is_read, is_favorite, id_feed, tags) "
                       "VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, '')",
                       (first + n, text("guid", "id"), html.escape(text("title", "title")), text("description", "content"),
                        html.escape(address), now - n * 60, now, b"x" * 16, n % 4 == 0, n % 50 == 0, feed))
    db.commit()
    print(n, "articles")


class Server:
    def __init__(self, url, user, password):
        self.at = up.urlsplit(url)
        answer = self.ask("/accounts/ClientLogin", {"Email": user, "Passwd": password}).decode()
        self.auth = next(line[5:] for line in answer.splitlines() if line.startswith("Auth="))
        self.token = self.ask("/reader/api/0/token").decode().strip()

    def ask(self, path, form=None):
        connection = http.client.HTTPConnection(self.at.hostname, self.at.port or 80)
        headers = {"Authorization": f"GoogleLogin auth={getattr(self, 'auth', '')}", "Accept-Encoding": "gzip, deflate"}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = up.urlencode(form, doseq=True)
        connection.request("POST" if body else "GET", self.at.path + path, body, headers)
        answer = connection.getresponse().read()
        connection.close()
        return answer

    def numbers(self, stream, without=None):
        numbers, further = [], None
        while True:
            query = {"output": "json", "s": stream, "n": PAGE}
            query.update({"xt": without} if without else {})
            query.update({"c": further} if further else {})
            page = json.loads(self.ask("/reader/api/0/stream/items/ids?" + up.urlencode(query)))
            numbers += [ref["id"] for ref in page["itemRefs"]]
            further = page.get("continuation")
            if not further or not page["itemRefs"]:
                return numbers


def floor(url, user, password, first):
    """The requests alone, answers thrown away but for the numbers that the next ones need."""
    begun = time.time()
    server = Server(url, user, password)
    state = "user/-/state/com.google/"
    server.ask("/reader/api/0/subscription/list?output=json")
    server.ask("/reader/api/0/tag/list?output=json")
    server.numbers(state + "reading-list", state + "read")
    server.numbers(state + "starred")
    numbers = server.numbers(state + "reading-list")
    if first:
        for at in range(0, len(numbers), BATCH):
            ids = [f"tag:google.com,2005:reader/item/{int(n) & (1 << 64) - 1:016x}" for n in numbers[at:at + BATCH]]
            server.ask("/reader/api/0/stream/items/contents", {"T": server.token, "output": "json", "i": ids})
    return time.time() - begun


def compare(program, url, user, password, rounds):
    times = {name: [] for name in ["first", "first floor", "nothing new", "nothing new floor"]}
    for _ in range(rounds):
        home = tempfile.mkdtemp()
        os.mkdir(f"{home}/config")
        with open(f"{home}/config/config.toml", "w") as settings:
            settings.write(f"[accounts.a]\nurl = {json.dumps(url)}\nuser = {json.dumps(user)}\npassword_command = [\"printf\", {json.dumps(password)}]\n")
        for name, is_first in [("first", True), ("nothing new", False)]:
            begun = time.time()
            subprocess.run([program, "--home", home, "sync"], check=True, stdout=subprocess.DEVNULL)
            times[name].append(time.time() - begun)
            times[name + " floor"].append(floor(url, user, password, is_first))
        shutil.rmtree(home)
    for name in ["first", "nothing new"]:
        own, least = (sorted(times[key]) for key in [name, name + " floor"])
        middle = len(own) // 2
        print(f"{name}: {own[middle]:.2f} s, requests alone {least[middle]:.2f} s, ratio of the medians {own[middle] / least[middle]:.2f}, "
              f"of the least {own[0] / least[0]:.2f}; {[round(t, 2) for t in times[name]]} {[round(t, 2) for t in times[name + ' floor']]}")


if __name__ == "__main__":
    what, rest = sys.argv[1], sys.argv[2:]
    if what == "seed":
        seed(*rest)
    elif what == "floor":
        print(round(floor(*rest, True), 2), round(floor(*rest, False), 2))
    elif what == "compare":
        compare(*rest[:4], int(rest[4]) if len(rest) > 4 else 3)
    else:
        sys.exit(__doc__)
