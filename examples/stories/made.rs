//! Reports made of hand-written fact sheets: each report picks an angle, a title, a beginning and
//! some of the facts, each in one of several wordings. What stands in braces is of the sheet.

use super::Told;

/// `{a}` and `{b}` are people (full name at first, then the last name), `{ra}` and `{rb}` what they
/// are, `{p}` the place, `{o}` a body, `{n}` and `{m}` figures, `{t}` a thing, `{q}` words of `{a}`,
/// `{u}` words of `{b}`.
struct Sheet {
    kind: usize,
    a: String,
    ra: String,
    b: String,
    rb: String,
    p: String,
    o: String,
    n: String,
    m: String,
    t: String,
    q: String,
    u: String,
}

struct Kind {
    titles: &'static [&'static str],
    leads: &'static [&'static str],
    /// Facts, each in its wordings.
    facts: &'static [&'static [&'static str]],
    /// The same people and place a month later, or at something else.
    after: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    // Fire
    Kind {
        titles: &[
            "Fire at {t} in {p} kills {n}",
            "{n} dead as {t} burns in {p}",
            "Blaze destroys {t}",
            "{p}: flames sweep through {t}",
            "“{q}”: after the {t} fire",
        ],
        leads: &[
            "A fire at the {t} in {p} killed {n} people overnight, {o} said.",
            "Flames tore through the {t} in {p}, leaving at least {n} people dead.",
            "{p} woke to smoke: the {t} has burned to the ground, and {n} people have lost their lives.",
            "Investigators began to search the ruins of the {t} in {p} for the cause of a blaze in which {n} died.",
        ],
        facts: &[
            &[
                "Some {m} people were brought to hospital with burns.",
                "About {m} others were treated for smoke and burns.",
                "Doctors looked after {m} of the injured.",
            ],
            &[
                "{ra} {a} said that the roof came down within minutes.",
                "The roof collapsed within minutes, according to {ra} {a}.",
            ],
            &[
                "Firefighters needed six hours to put it out.",
                "It took crews until dawn to bring the flames under control.",
                "Engines from four towns fought the blaze through the night.",
            ],
            &[
                "{b}, {rb}, ran in twice to bring people out.",
                "Among those who helped was {b}, {rb}.",
            ],
            &[
                "The building had failed an inspection two years ago.",
                "Inspectors had complained about locked exits before.",
            ],
            &["{o} will examine the wiring.", "A faulty cable is suspected, {o} said."],
        ],
        after: &[
            "{o} presented its report on locked exits and asked for new rules for halls.",
            "{ra} {a} opened a memorial garden with stones from the quarry, and {b} read the names.",
            "The rebuilding of the hall will be paid by a lottery, {a} told the council.",
        ],
    },
    // Court
    Kind {
        titles: &[
            "{a} convicted of fraud over {t}",
            "{p} court jails {a} for {n} years",
            "{n} years in prison for {a}",
            "Guilty: {a} misled buyers of {t}",
            "Verdict in the {t} trial",
        ],
        leads: &[
            "A court in {p} sentenced {a}, {ra}, to {n} years in prison for fraud with {t}.",
            "{a}, {ra}, was found guilty in {p} of having cheated buyers of {t}.",
            "After a trial of eight weeks {a} heard the verdict without a word: {n} years.",
            "The trial over {t} ended in {p} with a conviction of {ra} {a}.",
        ],
        facts: &[
            &[
                "Prosecutors put the damage at {m} million crowns.",
                "Buyers lost {m} million crowns in all.",
                "The loss came to {m} million crowns, the indictment said.",
            ],
            &[
                "Defence lawyer {b} announced an appeal.",
                "{b}, for the defence, will take the case to the next court.",
            ],
            &["“{u},” {b} said outside the courtroom.", "Outside the courtroom {b} said: “{u}.”"],
            &[
                "Letters that were found in a garage proved decisive.",
                "The judge relied on letters from a garage.",
            ],
            &[
                "{o} had brought the charges after two years of inquiry.",
                "Charges were brought by {o}.",
            ],
            &[
                "Some victims wept, others clapped.",
                "There was applause from those who had lost their savings.",
            ],
        ],
        after: &[
            "{o} wants more staff to go through old files, its head told parliament.",
            "{b} was elected chair of the bar association in {p} and wants cheaper advice for tenants.",
            "The house that {a} once owned was sold to a school.",
        ],
    },
    // Strike
    Kind {
        titles: &[
            "{t} drivers strike in {p}",
            "Walkout over pay halts {t} in {p}",
            "{p} stands still as {o} calls strike",
            "{a}: “{q}”",
            "No {t} in {p} until further notice",
        ],
        leads: &[
            "Workers of the {t} in {p} walked out at midnight after talks on pay failed, {o} said.",
            "Nothing moved at the {t} in {p} on the first day of a strike called by {o}.",
            "{n} workers have laid down tools at the {t} in {p}.",
            "Commuters in {p} walked or stayed at home as the {t} strike began.",
        ],
        facts: &[
            &[
                "{o} wants {m} per cent more.",
                "The union demands a rise of {m} per cent.",
                "A raise of {m} per cent is what {o} asks for.",
            ],
            &["“{q},” said {a}, {ra}.", "{a}, {ra}, told the pickets: “{q}.”"],
            &["About {n} workers take part.", "Some {n} of the staff followed the call."],
            &[
                "Managing director {b} called the walkout irresponsible.",
                "For {b}, the managing director, the strike comes at the worst time.",
            ],
            &[
                "New talks are planned for the weekend.",
                "Both sides will meet again at the weekend.",
            ],
            &["Taxis asked double fares.", "The price of a taxi doubled by noon."],
        ],
        after: &[
            "{o} celebrated its hundredth birthday in {p} with a brass band.",
            "{b} presented new electric wagons and a timetable for the summer.",
            "{a} was named to the board of the pension fund.",
        ],
    },
    // Election
    Kind {
        titles: &[
            "{a} wins {p} mayor's race",
            "{p} elects {a}",
            "Upset in {p}: {b} loses town hall",
            "{a} ahead of {b} by {n} votes",
            "Recount looms in {p}",
        ],
        leads: &[
            "{a}, {ra}, was elected mayor of {p} on Sunday, {n} votes ahead of {b}.",
            "Voters in {p} have thrown out {b} and chosen {a} to run the town hall.",
            "By only {n} votes {a} has beaten {rb} {b} in the race for mayor of {p}.",
            "{b}, {rb}, lost the runoff in {p} to {a}.",
        ],
        facts: &[
            &[
                "Turnout was {m} per cent.",
                "Some {m} per cent of those entitled cast a ballot.",
                "With {m} per cent turnout was higher than four years ago.",
            ],
            &["“{q},” {a} told cheering supporters.", "To supporters {a} said: “{q}.”"],
            &[
                "{b} conceded late at night: “{u}.”",
                "“{u},” {b} said and congratulated the winner.",
            ],
            &[
                "The campaign was about {t}.",
                "{t} had been the great quarrel of the campaign.",
                "What decided it was {t}, pollsters think.",
            ],
            &[
                "{o} will confirm the result on Thursday.",
                "The count has yet to be confirmed by {o}.",
            ],
            &[
                "Flowers and a broom were handed to the winner.",
                "Supporters brought a broom to sweep out the old council.",
            ],
        ],
        after: &[
            "{a} presented a first budget with money for playgrounds.",
            "{b} will teach history at the evening college.",
            "{o} moved to new offices beside the station, and {a} cut the ribbon.",
        ],
    },
    // Storm
    Kind {
        titles: &[
            "Storm {t} batters {p}",
            "{t} cuts power to {n} homes",
            "{p} cleans up after {t}",
            "Roofs fly as {t} hits {p}",
            "One killed as storm {t} crosses {p}",
        ],
        leads: &[
            "Storm {t} tore roofs off houses in {p} and left {n} homes without power.",
            "With gusts of {m} kilometres an hour storm {t} swept over {p}.",
            "Trees lay across roads and rails in {p} after {t} had passed.",
            "{o} sent soldiers to {p}, where storm {t} did the worst damage in years.",
        ],
        facts: &[
            &[
                "Gusts reached {m} kilometres an hour.",
                "The wind blew at up to {m} kilometres an hour.",
            ],
            &["Some {n} households were in the dark.", "Power failed in {n} homes."],
            &[
                "{a}, {ra}, lost the roof of a barn. “{q},” {a} said.",
                "“{q},” said {a}, {ra}, beside a fallen barn.",
            ],
            &[
                "A driver died when a tree fell on a van.",
                "A man in a van was killed by a falling tree.",
            ],
            &[
                "{b}, {rb}, asked people to stay indoors.",
                "People should not go out, {rb} {b} said.",
            ],
            &[
                "Schools will be shut for two days.",
                "There are no lessons until the day after tomorrow.",
            ],
        ],
        after: &[
            "{o} planted 4,000 young oaks along the road with help of pupils.",
            "{a} opened a farm shop with cheese and cider.",
            "{b} spoke at a congress about the price of insurance.",
        ],
    },
    // Merger
    Kind {
        titles: &[
            "{o} to buy {t} for {n} million",
            "{t} sold to {o}",
            "{a} defends sale of {t}",
            "{m} jobs at risk as {o} takes {t}",
            "Deal of the year in {p}",
        ],
        leads: &[
            "{o} will take over {t} for {n} million crowns, both firms said in {p}.",
            "{t}, the old firm from {p}, belongs to {o} from next year.",
            "For {n} million crowns {o} swallows its rival {t}.",
            "Staff of {t} in {p} learned at breakfast that {o} has bought the firm.",
        ],
        facts: &[
            &[
                "{m} jobs could go.",
                "Unions fear for {m} jobs.",
                "The buyer wants to do without {m} posts.",
            ],
            &["“{q},” said {a}, {ra}.", "{ra} {a} told analysts: “{q}.”"],
            &["{b}, {rb}, voted against it.", "Against the sale was {b}, {rb}."],
            &[
                "Shares rose by nine per cent.",
                "Investors liked it: the shares gained nine per cent.",
            ],
            &["The cartel office will look at the deal.", "Cartel watchdogs have yet to agree."],
            &["The name will stay on the products.", "On labels the old name is to remain."],
        ],
        after: &[
            "{a} received the prize of the chamber of commerce for training apprentices.",
            "{b} bought a vineyard and leaves business for good.",
            "{o} will sponsor the marathon in {p} for three years.",
        ],
    },
    // Crash
    Kind {
        titles: &[
            "{n} hurt as {t} derails near {p}",
            "Train accident at {p}",
            "{t} runs off the rails",
            "Passengers tell of crash at {p}",
            "Signal fault suspected after {p} derailment",
        ],
        leads: &[
            "The {t} ran off the rails near {p}, and {n} passengers were hurt.",
            "{n} people were injured when the {t} derailed outside {p}.",
            "Three wagons of the {t} lay in a field near {p} after a derailment.",
            "A broken rail may have thrown the {t} off the track near {p}, {o} said.",
        ],
        facts: &[
            &[
                "The line will be closed for {m} days.",
                "Trains will not run for {m} days.",
                "It takes {m} days to repair the track.",
            ],
            &["“{q},” said {a}, {ra}.", "{a}, {ra}, recalled: “{q}.”"],
            &["Helicopters flew the injured to clinics.", "The wounded were taken by helicopter."],
            &[
                "{b}, {rb}, thanked farmers who came with tractors.",
                "Farmers with tractors helped, {rb} {b} said.",
            ],
            &["{o} recovered the recorder.", "The recorder is in the hands of {o}."],
            &[
                "The driver had braked too late for the bend.",
                "In the bend the brakes came too late.",
            ],
        ],
        after: &[
            "{o} tests a new kind of sleeper made of plastic.",
            "{a} published a cookery book and reads from it at the fair.",
            "{b} opened the cycle path along the old canal.",
        ],
    },
    // Discovery
    Kind {
        titles: &[
            "{t} found near {p}",
            "Diggers uncover {t} at {p}",
            "{a} unearths {t}",
            "{p} find is {n} years old",
            "What the {t} of {p} tells",
        ],
        leads: &[
            "Archaeologists have uncovered a {t} near {p} that is some {n} years old.",
            "A {t} of {n} years has come to light in a field at {p}.",
            "Under a car park in {p} a team led by {a} found a {t}.",
            "{o} presented a find that may change what is known of {p}: a {t}.",
        ],
        facts: &[
            &["It lay {m} metres deep in clay.", "Clay had kept it {m} metres under ground."],
            &["“{q},” said {a}, {ra}.", "For {a}, {ra}, it was a shock: “{q}.”"],
            &["{o} will show it from spring.", "It is to be seen at {o} next spring."],
            &[
                "{b}, {rb}, had come upon it while ploughing.",
                "The first to see a piece of it was {b}, {rb}.",
            ],
            &["Seeds and bones lay beside it.", "Around it were bones and burned seeds."],
            &[
                "The place had been marked for a car park.",
                "Builders wanted to pour concrete there.",
            ],
        ],
        after: &[
            "{o} lowered its entrance fees and has more visitors.",
            "{a} leads an expedition to a glacier in the south.",
            "{b} won the ploughing match of the county.",
        ],
    },
    // Resignation
    Kind {
        titles: &[
            "{a} quits over {t}",
            "{o} chief {a} steps down",
            "{t} affair costs {a} the job",
            "{b} to follow {a} at {o}",
            "“{q}”: {a} goes",
        ],
        leads: &[
            "{a}, {ra}, resigned in {p} over {t}.",
            "The head of {o}, {a}, has stepped down after reports about {t}.",
            "{o} in {p} has lost its chief: {a} went because of {t}.",
            "{b}, {rb}, takes over at {o} after {a} gave up.",
        ],
        facts: &[
            &["{a} had led it for {n} years.", "After {n} years at the top it was over."],
            &["“{q},” {a} wrote to the staff.", "In a letter {a} said: “{q}.”"],
            &[
                "Auditors had found bills for {m} thousand crowns.",
                "Bills of {m} thousand crowns were not in order, auditors say.",
            ],
            &["{b}, {rb}, will lead it for now.", "For the time being {b}, {rb}, is in charge."],
            &["The opposition had asked for that for weeks.", "Critics had long called for it."],
            &["A new chief is to be named by summer.", "Until summer a successor will be sought."],
        ],
        after: &[
            "{o} published a strategy for schools in the countryside.",
            "{a} will write memoirs on an island.",
            "{b} went on a trip to fish farms abroad.",
        ],
    },
    // Animals, health
    Kind {
        titles: &[
            "{t} closes schools in {p}",
            "{p} fights {t}",
            "{n} ill with {t}",
            "{o} warns of {t}",
            "{t}: what parents in {p} should know",
        ],
        leads: &[
            "{n} people have fallen ill with {t} in {p}, {o} said.",
            "An outbreak of {t} has shut schools and markets in {p}.",
            "Doctors in {p} have seen {n} cases of {t} within a week.",
            "{o} asked people in {p} to boil water after an outbreak of {t}.",
        ],
        facts: &[
            &["{m} of them are in hospital.", "Hospitals took in {m} patients."],
            &["“{q},” said {a}, {ra}.", "{a}, {ra}, warned: “{q}.”"],
            &[
                "A well on the market is thought to be the source.",
                "Suspicion falls upon a well at the market.",
            ],
            &["{b}, {rb}, asked for calm.", "There was no need for panic, {rb} {b} said."],
            &["Vaccine came by plane.", "A plane brought doses of vaccine."],
            &["The youngest patient is two.", "A child of two is among the patients."],
        ],
        after: &[
            "{o} opened a clinic for dental care.",
            "{a} was honoured by the university for work on sleep.",
            "{b} led a run for charity around the lake.",
        ],
    },
];

/// Sheets written by hand, six of each kind: a, what a is, b, what b is, place, body, n, m, thing,
/// words of a, words of b.
const SHEETS: &[[&str; 11]] = &[
    [
        "Mara Venn",
        "fire chief",
        "Ilya Rask",
        "a baker",
        "Orrin Bay",
        "the fire service",
        "9",
        "31",
        "Astoria cinema",
        "The doors were locked from outside",
        "I only heard the children",
    ],
    [
        "Dorte Halm",
        "fire chief",
        "Paul Ekman",
        "a student",
        "Sellby",
        "the regional police",
        "6",
        "18",
        "Royal hotel",
        "We counted the beds and not the people",
        "There was no light on the stairs",
    ],
    [
        "Gus Arden",
        "district fire officer",
        "Rosa Mint",
        "a nurse",
        "Velmont",
        "the Velmont police",
        "17",
        "54",
        "Lumen club",
        "Nobody should have been let in after ten",
        "I held the window open",
    ],
    [
        "Tove Karsk",
        "fire chief",
        "Adem Yilan",
        "a driver",
        "Kirkholm",
        "the fire brigade",
        "4",
        "12",
        "paper mill",
        "Paper dust burns like powder",
        "My colleagues were on the second floor",
    ],
    [
        "Henk Ross",
        "fire commander",
        "Bea Lort",
        "a cook",
        "Port Amity",
        "the harbour police",
        "21",
        "40",
        "Seamen's home",
        "We had eleven minutes",
        "The kitchen was not the cause",
    ],
    [
        "Silja Torp",
        "fire chief",
        "Omar Desh",
        "a porter",
        "Granhult",
        "the county police",
        "3",
        "9",
        "Linden clinic",
        "The sprinklers had no water",
        "We carried them in their sheets",
    ],
    [
        "Viktor Sohl",
        "a wine merchant",
        "Nadia Prem",
        "",
        "Larmouth",
        "the fraud office",
        "5",
        "62",
        "rare wines",
        "I believed in those bottles",
        "He is a dreamer and no criminal",
    ],
    [
        "Edda Kranz",
        "a gallery owner",
        "Jon Tell",
        "",
        "Ostermund",
        "the state prosecutor",
        "4",
        "38",
        "forged prints",
        "I trusted my eye",
        "She was deceived herself",
    ],
    [
        "Rolf Amund",
        "a builder",
        "Carla Vint",
        "",
        "Steinfeld",
        "the prosecutor's office",
        "6",
        "120",
        "holiday flats",
        "The flats would have been built",
        "The banks drew the plans with him",
    ],
    [
        "Minna Aro",
        "a horse dealer",
        "Tariq Noor",
        "",
        "Hollowby",
        "the crime agency",
        "3",
        "11",
        "racehorses",
        "I loved every one of them",
        "Horses fall ill and that is no fraud",
    ],
    [
        "Cato Brenn",
        "a former priest",
        "Ulla Stern",
        "",
        "Marienfurt",
        "the chief prosecutor",
        "2",
        "7",
        "relics",
        "People wanted to believe",
        "He gave the money to the poor",
    ],
    [
        "Luise Hardt",
        "an engineer",
        "Ben Okoro",
        "",
        "Talmark",
        "the economic crime unit",
        "8",
        "240",
        "solar roofs",
        "It would have worked with more time",
        "Nobody was forced to sign",
    ],
    [
        "Ola Brisk",
        "chair of the union",
        "Greta Fahl",
        "",
        "Norhaven",
        "the Transport Union",
        "2,300",
        "7",
        "tram",
        "We cannot eat timetables",
        "We will talk when they drive",
    ],
    [
        "Mick Tarn",
        "the union's leader",
        "Alva Rehn",
        "",
        "Brackwater",
        "the Ferry Workers",
        "640",
        "9",
        "harbour ferry",
        "The boats are older than we are",
        "There is no money in the till",
    ],
    [
        "Yara Solis",
        "who leads the strikers",
        "Piet Grau",
        "",
        "Campo Verde",
        "the Metal Union",
        "5,100",
        "6",
        "metro",
        "Our patience has left on the last train",
        "The city will suffer",
    ],
    [
        "Dag Wold",
        "the shop steward",
        "Iris Kamm",
        "",
        "Ellingsund",
        "the Rail Federation",
        "1,750",
        "5",
        "night train",
        "We sleep less than our passengers",
        "A fair offer is on the table",
    ],
    [
        "Hanne Brok",
        "the union's secretary",
        "Otto Zell",
        "",
        "Fallbrook",
        "the Cleaners' League",
        "880",
        "11",
        "airport shuttle",
        "You see us only when we are gone",
        "Others would like such wages",
    ],
    [
        "Jussi Palo",
        "chair of the works council",
        "Marga Finn",
        "",
        "Tuulivik",
        "the Postal Union",
        "3,400",
        "8",
        "cable car",
        "The mountain does not climb itself",
        "It is the height of the season",
    ],
    [
        "Ester Quill",
        "a teacher",
        "Bruno Tagg",
        "the outgoing mayor",
        "Wendham",
        "the election board",
        "214",
        "58",
        "the swimming pool",
        "The pool will stay open",
        "The people have spoken and softly",
    ],
    [
        "Farid Lann",
        "a pharmacist",
        "Signe Ulv",
        "mayor for twelve years",
        "Brokstad",
        "the county board",
        "97",
        "61",
        "the bypass",
        "Nobody will have to move for a road",
        "I leave the desk tidy",
    ],
    [
        "Nora Weiss",
        "a farmer",
        "Hans Ilg",
        "the incumbent",
        "Altenried",
        "the returning officer",
        "1,320",
        "49",
        "the wind park",
        "The hills belong to all of us",
        "A defeat is a kind of holiday",
    ],
    [
        "Teo Marsh",
        "a former footballer",
        "Linn Gard",
        "the sitting mayor",
        "Gullvik",
        "the electoral office",
        "33",
        "66",
        "parking fees",
        "I will run more than I did on the wing",
        "We want every ballot counted again",
    ],
    [
        "Anouk Verd",
        "a judge",
        "Stan Pole",
        "the old mayor",
        "Rivenna",
        "the election commission",
        "2,046",
        "54",
        "the casino",
        "The wheel has stopped",
        "The money will be missed",
    ],
    [
        "Ivo Krenn",
        "a brewer",
        "Mai Sundt",
        "the acting mayor",
        "Dunmere",
        "the district board",
        "508",
        "44",
        "the hospital",
        "A town without a clinic is a village",
        "I hand over the keys with a good heart",
    ],
    [
        "Berit Moe",
        "a farmer",
        "Kurt Saal",
        "the governor",
        "Skarvik",
        "the army",
        "48,000",
        "152",
        "Hilda",
        "It flew like a hat",
        "The trees are not done falling",
    ],
    [
        "Pavel Dorn",
        "a forester",
        "Lea Brand",
        "the district head",
        "Harzen",
        "the defence ministry",
        "120,000",
        "171",
        "Igor",
        "A hundred years lie on the ground",
        "This is no time for a walk",
    ],
    [
        "Celia Roth",
        "a shepherd",
        "Ned Fallow",
        "the county's chief",
        "Mossdale",
        "civil defence",
        "9,500",
        "138",
        "Petra",
        "I found the sheep behind the church",
        "We had the worst at four",
    ],
    [
        "Arvo Lepp",
        "a fisherman",
        "Kaja Rebane",
        "the island's mayor",
        "Hiidla",
        "the coast guard",
        "6,700",
        "144",
        "Rasmus",
        "My boat stands in the street",
        "The bridge stays closed",
    ],
    [
        "Joao Brito",
        "a grower",
        "Alma Reis",
        "the prefect",
        "Costa Alta",
        "the army corps",
        "77,000",
        "160",
        "Magda",
        "The oranges are all on the road",
        "No one should trust the calm",
    ],
    [
        "Freya Holt",
        "a miller",
        "Sam Orde",
        "the mayor",
        "Windmere",
        "the national guard",
        "31,000",
        "149",
        "Quentin",
        "The sails turned until they broke",
        "Keep away from the river",
    ],
    [
        "Klaus Ehring",
        "the buyer's chief",
        "Mona Stett",
        "a member of the board",
        "Brunnau",
        "Nordglas",
        "410",
        "260",
        "Kessel Foods",
        "We buy a taste and not a factory",
        "",
    ],
    [
        "Sanna Vik",
        "chief executive",
        "Ralf Topp",
        "the founder's son",
        "Lindhamn",
        "Baltic Timber",
        "1,900",
        "700",
        "Svea Furniture",
        "Wood comes home to wood",
        "",
    ],
    [
        "Diego Lamas",
        "head of the group",
        "Eve Marlow",
        "a large shareholder",
        "Port Reina",
        "Sol Air",
        "860",
        "1,200",
        "Island Wings",
        "Two small birds make one large",
        "",
    ],
    [
        "Petra Conn",
        "the chief executive",
        "Walt Iden",
        "a trustee",
        "Ashford Mills",
        "Union Press",
        "75",
        "140",
        "the Daily Lantern",
        "The paper will keep its temper",
        "",
    ],
    [
        "Hiro Tanabe",
        "president of the company",
        "Ines Gall",
        "the works council's head",
        "Lakemont",
        "Kobe Optics",
        "3,300",
        "520",
        "Falk Lenses",
        "We see further together",
        "",
    ],
    [
        "Astrid Noll",
        "the new owner",
        "Karl Umber",
        "the last brewer",
        "Bierstadt",
        "Crown Drinks",
        "230",
        "95",
        "Umber Brewery",
        "The yeast stays where it is",
        "",
    ],
    [
        "Ruth Calder",
        "a passenger",
        "Emil Foss",
        "the mayor",
        "Strandby",
        "the accident board",
        "43",
        "12",
        "Coast Express",
        "The cups flew before the noise came",
        "",
    ],
    [
        "Ivan Petkov",
        "a teacher on board",
        "Lada Horn",
        "the county governor",
        "Belogor",
        "the rail inspectorate",
        "71",
        "20",
        "Danube Arrow",
        "I held on to a stranger",
        "",
    ],
    [
        "Amy Leclerc",
        "a student",
        "Guy Morel",
        "the prefect",
        "Sainte Odile",
        "the safety bureau",
        "18",
        "5",
        "mountain railcar",
        "It was slow as in a dream",
        "",
    ],
    [
        "Nils Hauge",
        "a soldier on leave",
        "Tone Dahlen",
        "the municipal head",
        "Finnmo",
        "the railway directorate",
        "26",
        "9",
        "northern sleeper",
        "I woke up on the ceiling",
        "",
    ],
    [
        "Bella Cruz",
        "a violinist",
        "Hugo Paz",
        "the town's mayor",
        "Los Alamos Viejos",
        "the transport board",
        "57",
        "16",
        "southern mail",
        "My violin saved my arm",
        "",
    ],
    [
        "Oskar Lind",
        "a conductor",
        "Vera Malm",
        "the mayor",
        "Tallbacka",
        "the board of accidents",
        "34",
        "7",
        "regional 48",
        "The whistle was the last I heard",
        "",
    ],
    [
        "Agnes Thule",
        "who leads the dig",
        "Knut Aas",
        "a farmer",
        "Vollen",
        "the National Museum",
        "1,150",
        "3",
        "Viking loom",
        "It is as if she had only gone for bread",
        "",
    ],
    [
        "Marco Selva",
        "professor of archaeology",
        "Pia Conti",
        "a grower of olives",
        "Monte Sereno",
        "the University Museum",
        "2,400",
        "5",
        "Etruscan kitchen",
        "We can smell the smoke",
        "",
    ],
    [
        "Leila Hadad",
        "head of antiquities",
        "Yusuf Amin",
        "a well digger",
        "Wadi Nur",
        "the Antiquities Office",
        "4,100",
        "8",
        "copper workshop",
        "They poured better than we do",
        "",
    ],
    [
        "Gwen Parry",
        "the excavation's director",
        "Dai Morgan",
        "a sheep farmer",
        "Llanfel",
        "the County Museum",
        "1,800",
        "2",
        "Roman bathhouse",
        "Somebody left a comb on the bench",
        "",
    ],
    [
        "Jiri Novak",
        "an archaeologist",
        "Hana Kral",
        "a vintner",
        "Podhradi",
        "the Moravian Institute",
        "26,000",
        "6",
        "mammoth hut",
        "They lived inside their dinner",
        "",
    ],
    [
        "Tuva Nygard",
        "who heads the team",
        "Per Ask",
        "a digger driver",
        "Rosvik",
        "the Harbour Museum",
        "420",
        "9",
        "merchant ship",
        "The pepper was still in the barrel",
        "",
    ],
    [
        "Leon Abel",
        "head of the theatre",
        "Kim Storm",
        "its dramaturge",
        "Freiburg Vale",
        "the City Theatre",
        "14",
        "310",
        "travel bills",
        "I have played my last part here",
        "",
    ],
    [
        "Inga Prause",
        "the rector",
        "Marc Lohse",
        "the vice-rector",
        "Uhlenstedt",
        "the University",
        "6",
        "95",
        "a copied thesis",
        "My footnotes were not in order",
        "",
    ],
    [
        "Sten Roos",
        "the police chief",
        "Eva Brask",
        "his deputy",
        "Mellby",
        "the police force",
        "9",
        "44",
        "a lost file",
        "The file is my burden",
        "",
    ],
    [
        "Tamar Gold",
        "director of the zoo",
        "Felix Birn",
        "the chief vet",
        "Parkmont",
        "the Parkmont Zoo",
        "21",
        "180",
        "the death of two giraffes",
        "I could not look at the empty yard",
        "",
    ],
    [
        "Boris Lund",
        "president of the federation",
        "Ana Vidic",
        "the treasurer",
        "Zelengrad",
        "the Rowing Federation",
        "11",
        "520",
        "hidden doping tests",
        "I wanted to protect the boys",
        "",
    ],
    [
        "Odile Saint",
        "head of the broadcaster",
        "Luc Bernier",
        "the programme director",
        "Montclar",
        "Radio Montclar",
        "5",
        "77",
        "an invented interview",
        "The voice was an actor's",
        "",
    ],
    [
        "Ravi Menon",
        "a physician",
        "Sheila Dass",
        "the district collector",
        "Kollapur",
        "the health department",
        "260",
        "41",
        "cholera",
        "Every well is a suspect",
        "",
    ],
    [
        "Edith Moser",
        "the school doctor",
        "Franz Pichl",
        "the mayor",
        "Seekirch",
        "the health office",
        "84",
        "6",
        "measles",
        "One sneeze is enough for a classroom",
        "",
    ],
    [
        "Kofi Asante",
        "head of the clinic",
        "Ama Boateng",
        "the regional minister",
        "Techima",
        "the Health Service",
        "530",
        "120",
        "yellow fever",
        "The mosquito does not read our posters",
        "",
    ],
    [
        "Lucia Rey",
        "an epidemiologist",
        "Raul Soto",
        "the governor",
        "San Isidro",
        "the ministry of health",
        "1,040",
        "210",
        "dengue",
        "The rain comes earlier each year",
        "",
    ],
    [
        "Timo Salo",
        "chief physician",
        "Aino Laine",
        "the council's chair",
        "Kuusijarvi",
        "the institute of health",
        "37",
        "8",
        "hepatitis",
        "We suspect the blueberries",
        "",
    ],
    [
        "Grace Odell",
        "a paediatrician",
        "Ron Tully",
        "the mayor",
        "Millhaven",
        "the county health board",
        "119",
        "15",
        "whooping cough",
        "You hear it before you see it",
        "",
    ],
];

const GIVEN: &[&str] = &[
    "Anna", "Boris", "Clara", "David", "Elena", "Frank", "Gina", "Harald", "Irma", "Jakob",
    "Katya", "Lars", "Maria", "Nico", "Olga", "Peter", "Rita", "Simon", "Tessa", "Ugo",
];
const LAST: &[&str] = &[
    "Abrams", "Bolt", "Cardo", "Drexel", "Engel", "Farrow", "Grimm", "Hollis", "Ivers", "Jansen",
    "Keller", "Lomax", "Merrow", "Nolte", "Osborn", "Pryce", "Quist", "Rowan", "Sutter", "Thorne",
    "Unger", "Vance", "Wyatt", "Yates", "Zorn",
];
const TOWNS: &[&str] = &["ton", "by", "ham", "field", "haven", "dorf"];

/// Of the same kinds of event elsewhere: things, and a body.
const ELSEWHERE: [(&[&str], &str); 10] = [
    (
        &[
            "market hall",
            "glass works",
            "Odeon",
            "grand hotel",
            "old school",
            "boat yard",
            "flour mill",
            "Palace theatre",
            "sugar plant",
        ],
        "the fire service",
    ),
    (
        &[
            "garden sheds",
            "old coins",
            "cruise tickets",
            "a dating service",
            "vintage cars",
            "pension funds",
        ],
        "the prosecution",
    ),
    (&["bus", "metro", "tram", "night train", "river ferry", "school bus"], "the drivers' union"),
    (
        &["the ring road", "school meals", "a landfill", "the theatre", "a tax on dogs"],
        "the returning board",
    ),
    (&["Arwen", "Bodil", "Cyprian", "Dunja", "Elmar", "Fanny", "Gero"], "the interior ministry"),
    (&["Dairy", "Shoes", "Paints", "Bikes", "Radio"], "a foreign rival"),
    (
        &["night express", "local train", "freight train", "airport train", "ski train"],
        "the rail board",
    ),
    (
        &["stone bridge", "gold hoard", "burial ship", "mosaic floor", "bronze bell", "mill wheel"],
        "the regional museum",
    ),
    (
        &["free flights", "a leaked list", "overtime pay", "a lost tender", "unpaid taxes"],
        "the agency",
    ),
    (&["flu", "scabies", "salmonella", "rabies", "typhoid", "norovirus"], "the health office"),
];

/// The numbers of SplitMix64 (Steele and others 2014): the same set each time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

impl Sheet {
    #[expect(clippy::many_single_char_names, reason = "they stand so in the sheets")]
    fn of(kind: usize, row: &[&str; 11]) -> Self {
        let [a, ra, b, rb, p, o, n, m, t, q, u] = row.map(str::to_owned);
        Self { kind, a, ra, b, rb, p, o, n, m, t, q, u }
    }

    /// The same kind of event elsewhere, with other people.
    fn elsewhere(&self, random: &mut Random, number: usize) -> Self {
        let mut name = || format!("{} {}", random.of(GIVEN), random.of(LAST));
        let (a, b) = (name(), name());
        let (things, body) = ELSEWHERE[self.kind];
        let t = match self.kind {
            // A firm of its own.
            5 => format!("{} {}", LAST[(number * 7 + 3) % LAST.len()], random.of(things)),
            _ => things[number % things.len()].to_owned(),
        };
        Self {
            kind: self.kind,
            a,
            b,
            ra: self.ra.clone(),
            rb: self.rb.clone(),
            p: format!("{}{}", LAST[number % LAST.len()], TOWNS[number / LAST.len() % TOWNS.len()]),
            o: body.to_owned(),
            n: (2 + random.below(90)).to_string(),
            m: (2 + random.below(70)).to_string(),
            t,
            q: "We did not expect it".into(),
            u: "We will see".into(),
        }
    }

    /// A pattern with the facts of the sheet; people by their whole names until they were named.
    fn filled(&self, pattern: &str, named: &mut [bool; 2]) -> String {
        let mut line = pattern.to_owned();
        for (at, (mark, name)) in [("{a}", &self.a), ("{b}", &self.b)].into_iter().enumerate() {
            let last = name.split(' ').next_back().unwrap().to_owned();
            while line.contains(mark) {
                let name = if named[at] { &last } else { name };
                line = line.replacen(mark, name, 1);
                named[at] = true;
            }
        }
        for (mark, fact) in [
            ("{ra}", &self.ra),
            ("{rb}", &self.rb),
            ("{p}", &self.p),
            ("{o}", &self.o),
            ("{n}", &self.n),
            ("{m}", &self.m),
            ("{t}", &self.t),
            ("{q}", &self.q),
            ("{u}", &self.u),
        ] {
            line = line.replace(mark, fact);
        }
        line = line.replace(", ,", ",");
        let mut letters = line.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
            .unwrap_or_default()
    }

    fn report(&self, random: &mut Random, story: String, hours: f64) -> Told {
        let kind = &KINDS[self.kind];
        let title = self.filled(random.of::<&str>(kind.titles), &mut [false; 2]);
        let mut named = [false; 2];
        let lead = self.filled(random.of::<&str>(kind.leads), &mut named);
        let mut facts: Vec<usize> = (0..kind.facts.len()).collect();
        let mut paragraphs = vec![lead];
        for _ in 0..3 + random.below(3) {
            let fact = facts.remove(random.below(facts.len()));
            paragraphs.push(self.filled(random.of::<&str>(kind.facts[fact]), &mut named));
        }
        Told { story, hours, title, paragraphs }
    }

    /// The same people and place with something else, a day or a month away.
    fn another(&self, random: &mut Random, story: String, hours: f64) -> Told {
        let kind = &KINDS[self.kind];
        let mut named = [false; 2];
        let first = random.below(kind.after.len());
        let title = self.filled(kind.after[first], &mut [false; 2]);
        let paragraphs = (0..2)
            .map(|step| self.filled(kind.after[(first + step) % kind.after.len()], &mut named))
            .collect();
        let title: String = title.split(' ').take(8).collect::<Vec<_>>().join(" ");
        Told { story, hours, title, paragraphs }
    }
}

/// The reports of the first half of the sheets, of the second, or of all.
pub(super) fn reports(half: usize) -> Vec<Told> {
    let mut random = Random(41 + half as u64);
    let mut told = Vec::new();
    for (number, row) in SHEETS.iter().enumerate() {
        if half < 2 && number % 2 != half {
            continue;
        }
        let sheet = Sheet::of(number / 6, row);
        let start = (random.below(240)) as f64;
        for _ in 0..3 + random.below(4) {
            let hours = start + random.below(260) as f64 / 10.0;
            told.push(sheet.report(&mut random, format!("story {number}"), hours));
        }
        // Near misses: elsewhere twice, the same people at something else, a follow-up a month
        // later, and something of no kin.
        for other in 0..2 {
            let elsewhere = sheet.elsewhere(&mut random, number * 2 + other);
            let hours = start + random.below(300) as f64 / 10.0;
            told.push(elsewhere.report(&mut random, format!("elsewhere {number} {other}"), hours));
        }
        let hours = start + 6.0 + random.below(300) as f64 / 10.0;
        told.push(sheet.another(&mut random, format!("other event {number}"), hours));
        let later = start + 720.0 + random.below(40) as f64;
        told.push(sheet.report(&mut random, format!("a month later {number}"), later));
        let mut stranger = sheet.elsewhere(&mut random, number + 61);
        stranger.kind = random.below(KINDS.len());
        let hours = random.below(240) as f64;
        told.push(stranger.report(&mut random, format!("stranger {number}"), hours));
    }
    told
}
