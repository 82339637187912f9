__version__: str

def analyze_json(
    text: str,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
) -> str: ...
