"""`python -m unittest discover python/tests`, with the package installed. `DATELINE` names the
program that the results are compared with; without it that test is skipped."""

import json
import os
import subprocess
import unittest

import dateline

TEXTS = [
    "Mayor Ana Ruiz denied that the town had been warned.",
    "“Wir öffnen um 9 Uhr,” said Jörg Weiß in Köln. 🎉 He would not say why.",
    "",
    "国会议员说,会议推迟。",
]


class Results(unittest.TestCase):
    def test_ranges_count_code_points(self):
        for text in TEXTS:
            article = dateline.analyze(text)
            self.assertEqual(article["text"], text)
            for entity in article["entities"]:
                names = [m["range"] for m in entity["mentions"] if m["form"] == "name"]
                words = [text[start:end] for start, end in names]
                self.assertTrue(all(words), words)
        article = dateline.analyze(TEXTS[0])
        quote = article["quotes"][0]
        (start, end), = quote["parts"]
        self.assertEqual((quote["name"], quote["act"]), ("Ana Ruiz", "denies"))
        self.assertEqual(TEXTS[0][start:end], "the town had been warned")

    def test_many_come_in_order_and_one_by_one(self):
        def endless():
            number = 0
            while True:
                yield {"text": f"Ana Ruiz said it was {number}.", "id": number}
                number += 1

        taken = []
        for article in dateline.analyze_many(endless(), threads=3):
            taken.append(article["id"])
            if len(taken) == 40:
                break
        self.assertEqual(taken, [str(number) for number in range(40)])

    def test_wrong_input_is_an_error(self):
        with self.assertRaises(TypeError):
            dateline.analyze(7)
        with self.assertRaises(KeyError):
            list(dateline.analyze_many([{"words": "x"}]))

    @unittest.skipUnless("DATELINE" in os.environ, "DATELINE names no program")
    def test_results_are_those_of_the_command(self):
        lines = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(TEXTS)]
        printed = subprocess.run(
            [os.environ["DATELINE"], "analyze", "--jsonl"],
            input="\n".join(lines),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        own = [dateline.analyze_json(text, str(n)) for n, text in enumerate(TEXTS)]
        self.assertEqual(own, printed)


if __name__ == "__main__":
    unittest.main()
