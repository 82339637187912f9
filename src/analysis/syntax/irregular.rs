//! Irregular forms and their lemmas: flat lists.

/// Forms of auxiliaries.
#[rustfmt::skip]
pub(super) const AUXILIARIES: &[(&str, &str)] = &[
    ("am", "be"), ("'m", "be"), ("are", "be"), ("'re", "be"), ("is", "be"), ("'s", "be"), ("was", "be"), ("were", "be"), ("been", "be"), ("being", "be"),
    ("had", "have"), ("has", "have"), ("'ve", "have"), ("'d", "would"), ("'ll", "will"), ("wo", "will"), ("ca", "can"), ("sha", "shall"), ("did", "do"),
    ("does", "do"), ("having", "have"), ("doing", "do"), ("done", "do"),
];

/// Irregular verb forms, sorted.
#[rustfmt::skip]
pub(super) const VERBS: &[(&str, &str)] = &[
    ("agreed", "agree"), ("am", "be"), ("are", "be"), ("arose", "arise"), ("ate", "eat"), ("awoke", "awake"), ("beaten", "beat"), ("became", "become"),
    ("been", "be"), ("began", "begin"), ("begun", "begin"), ("believed", "believe"), ("bent", "bend"), ("bit", "bite"), ("bitten", "bite"), ("bled", "bleed"),
    ("blew", "blow"), ("blown", "blow"), ("bore", "bear"), ("born", "bear"), ("borne", "bear"), ("bought", "buy"), ("bound", "bind"), ("bred", "breed"),
    ("broke", "break"), ("broken", "break"), ("brought", "bring"), ("built", "build"), ("burnt", "burn"), ("came", "come"), ("caught", "catch"),
    ("chose", "choose"), ("chosen", "choose"), ("clung", "cling"), ("crept", "creep"), ("dealt", "deal"), ("did", "do"), ("does", "do"), ("done", "do"),
    ("drank", "drink"), ("drawn", "draw"), ("dreamt", "dream"), ("drew", "draw"), ("driven", "drive"), ("drove", "drive"), ("dug", "dig"), ("dying", "die"),
    ("eaten", "eat"), ("fallen", "fall"), ("fed", "feed"), ("fell", "fall"), ("felt", "feel"), ("fled", "flee"), ("flew", "fly"), ("flown", "fly"),
    ("forbade", "forbid"), ("forbidden", "forbid"), ("forgave", "forgive"), ("forgot", "forget"), ("forgotten", "forget"), ("fought", "fight"),
    ("found", "find"), ("froze", "freeze"), ("frozen", "freeze"), ("gave", "give"), ("given", "give"), ("goes", "go"), ("gone", "go"), ("got", "get"),
    ("gotten", "get"), ("grew", "grow"), ("grown", "grow"), ("had", "have"), ("has", "have"), ("heard", "hear"), ("held", "hold"), ("hid", "hide"),
    ("hidden", "hide"), ("hung", "hang"), ("is", "be"), ("kept", "keep"), ("knelt", "kneel"), ("knew", "know"), ("known", "know"), ("laid", "lay"),
    ("lain", "lie"), ("leapt", "leap"), ("learnt", "learn"), ("led", "lead"), ("left", "leave"), ("lent", "lend"), ("lit", "light"), ("lost", "lose"),
    ("lying", "lie"), ("made", "make"), ("meant", "mean"), ("met", "meet"), ("mistaken", "mistake"), ("mistook", "mistake"), ("overcame", "overcome"),
    ("oversaw", "oversee"), ("overthrew", "overthrow"), ("overthrown", "overthrow"), ("paid", "pay"), ("proven", "prove"), ("ran", "run"), ("rang", "ring"),
    ("ridden", "ride"), ("risen", "rise"), ("rode", "ride"), ("rose", "rise"), ("rung", "ring"), ("said", "say"), ("sang", "sing"), ("sank", "sink"),
    ("sat", "sit"), ("saw", "see"), ("seen", "see"), ("sent", "send"), ("shaken", "shake"), ("shone", "shine"), ("shook", "shake"), ("shot", "shoot"),
    ("shown", "show"), ("shrank", "shrink"), ("slain", "slay"), ("slept", "sleep"), ("slid", "slide"), ("sold", "sell"), ("sought", "seek"),
    ("spent", "spend"), ("spoke", "speak"), ("spoken", "speak"), ("sprang", "spring"), ("stole", "steal"), ("stolen", "steal"), ("stood", "stand"),
    ("strove", "strive"), ("struck", "strike"), ("stuck", "stick"), ("stung", "sting"), ("sung", "sing"), ("sunk", "sink"), ("swam", "swim"),
    ("swept", "sweep"), ("swore", "swear"), ("sworn", "swear"), ("swung", "swing"), ("taken", "take"), ("taught", "teach"), ("thought", "think"),
    ("threw", "throw"), ("thrown", "throw"), ("told", "tell"), ("took", "take"), ("tore", "tear"), ("torn", "tear"), ("tying", "tie"),
    ("understood", "understand"), ("undertook", "undertake"), ("underwent", "undergo"), ("was", "be"), ("went", "go"), ("wept", "weep"), ("were", "be"),
    ("withdrawn", "withdraw"), ("withdrew", "withdraw"), ("woke", "wake"), ("woken", "wake"), ("won", "win"), ("wore", "wear"), ("worn", "wear"),
    ("wove", "weave"), ("written", "write"), ("wrote", "write"),
];

/// Irregular plurals, sorted.
#[rustfmt::skip]
pub(super) const NOUNS: &[(&str, &str)] = &[
    ("analyses", "analysis"), ("children", "child"), ("crises", "crisis"), ("criteria", "criterion"), ("data", "datum"), ("feet", "foot"), ("geese", "goose"),
    ("halves", "half"), ("hypotheses", "hypothesis"), ("knives", "knife"), ("leaves", "leaf"), ("lives", "life"), ("loaves", "loaf"), ("mice", "mouse"),
    ("movies", "movie"), ("phenomena", "phenomenon"), ("potatoes", "potato"), ("selves", "self"), ("series", "series"), ("shelves", "shelf"),
    ("species", "species"), ("teeth", "tooth"), ("theses", "thesis"), ("thieves", "thief"), ("ties", "tie"), ("tomatoes", "tomato"), ("wives", "wife"),
    ("wolves", "wolf"),
];
