//! Makes the README's pictures from the program itself: `cargo run --release --example pictures`.
//!
//! The real application reads the sample, is sent keys, and draws into cells; the cells become SVG
//! files in `docs/pictures`.

use std::fmt::Write as _;
use std::sync::Arc;

use dateline::analysis::{Context, analyze};
use dateline::input::{Hints, Kind, read};
use dateline::inside::app::{App, Effect, Keymap, Msg, Source, parse_keys, update};
use dateline::inside::config::{Settings, Theme};
use dateline::inside::draw;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

const SAMPLE: &str = include_str!("../assets/sample.md");
/// Size of a cell in the picture.
const CELL: (f64, f64) = (8.4, 18.0);

struct Picture {
    name: &'static str,
    theme: &'static str,
    size: (u16, u16),
    keys: &'static str,
}

const PICTURES: [Picture; 12] = [
    Picture { name: "dark", theme: "dark", size: (120, 34), keys: "ge j" },
    Picture { name: "light", theme: "light", size: (120, 34), keys: "]q]q" },
    Picture { name: "narrow", theme: "dark", size: (44, 16), keys: "gq" },
    Picture { name: "help", theme: "light", size: (100, 26), keys: "?" },
    Picture { name: "small", theme: "dark", size: (80, 24), keys: "}}}" },
    Picture { name: "wide", theme: "light", size: (200, 50), keys: "]q]q" },
    Picture { name: "sixteen", theme: "terminal", size: (120, 40), keys: "*" },
    Picture { name: "contrast", theme: "high-contrast", size: (80, 24), keys: "gq j" },
    Picture { name: "colourless", theme: "monochrome", size: (120, 40), keys: "}}}}" },
    Picture { name: "search", theme: "sepia", size: (120, 34), keys: "/ trade Enter" },
    Picture { name: "selection", theme: "light", size: (80, 24), keys: "}V}" },
    Picture { name: "alone", theme: "dark", size: (120, 34), keys: "z ]q" },
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all("docs/pictures")?;
    for picture in PICTURES {
        let theme = Theme::built_in(picture.theme).ok_or("no such theme")?;
        let keymap = Keymap::preset("default")
            .ok_or("no such keys")?
            .map_err(|problem| problem.to_string())?;
        let (mut app, effects) = App::new(
            Settings::default(),
            theme,
            keymap,
            picture.size.0,
            picture.size.1,
            vec![Source::Sample],
        );
        carry_out(&mut app, effects)?;
        for key in parse_keys(picture.keys)? {
            let effects = update(&mut app, Msg::Key(key));
            carry_out(&mut app, effects)?;
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, picture.size.0, picture.size.1));
        draw(&app, &mut buffer);
        std::fs::write(format!("docs/pictures/{}.svg", picture.name), svg(&buffer))?;
    }
    Ok(())
}

fn carry_out(app: &mut App, effects: Vec<Effect>) -> Result<(), Box<dyn std::error::Error>> {
    for effect in effects {
        let answer = match effect {
            Effect::Read { generation, .. } => {
                let hints = Hints { kind: Some(Kind::Markdown), ..Hints::default() };
                Msg::Read {
                    generation,
                    whole: true,
                    article: Box::new(Ok(read(SAMPLE.as_bytes().to_vec(), &hints)?)),
                }
            }
            Effect::Analyze(article) => {
                Msg::Analyzed(Arc::new(analyze(&article.document, &Context::of(&article))))
            }
            Effect::Find { generation, document, query, .. } => {
                Msg::Found { generation, hits: query.all(&document, 10_000), done: true }
            }
            _ => continue,
        };
        let more = update(app, answer);
        carry_out(app, more)?;
    }
    Ok(())
}

/// The cells as a picture: a rectangle a run of ground, a text a run of letters of one look.
fn svg(buffer: &Buffer) -> String {
    let (width, height) =
        (f64::from(buffer.area.width) * CELL.0, f64::from(buffer.area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n"
    );
    let ground = hex(buffer[(0, 0)].bg, true);
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"{ground}\"/>");
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let mut end = x;
            let mut words = String::new();
            while end < buffer.area.width && look(&buffer[(end, y)]) == look(cell) {
                words.push_str(buffer[(end, y)].symbol());
                end += 1;
            }
            run(&mut out, (x, y, end - x), cell, &words, &ground);
            x = end;
        }
    }
    out.push_str("</svg>\n");
    out
}

fn run(out: &mut String, (x, y, cells): (u16, u16, u16), cell: &Cell, words: &str, ground: &str) {
    let (mut ink, mut paper) = (hex(cell.fg, false), hex(cell.bg, true));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut paper);
    }
    let (left, top, width) =
        (f64::from(x) * CELL.0, f64::from(y) * CELL.1, f64::from(cells) * CELL.0);
    if paper != ground {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    if words.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.65\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    // Spaces that no program that shows the picture takes for one.
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace(' ', "\u{a0}");
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" fill=\"{ink}\"{style}>{words}</text>",
        top + 13.5
    );
}

fn look(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn hex(color: Color, ground: bool) -> String {
    match color {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Red | Color::LightRed => "#b3261e".into(),
        Color::Green | Color::LightGreen => "#1b6e2c".into(),
        Color::Yellow | Color::LightYellow => "#e0b000".into(),
        Color::Blue | Color::LightBlue => "#1f4fc4".into(),
        Color::Magenta | Color::LightMagenta => "#8a2a94".into(),
        Color::Cyan | Color::LightCyan => "#0b7285".into(),
        Color::Reset if ground => "#ffffff".into(),
        _ => "#000000".into(),
    }
}
