//! How much there is to read, and how long a reader takes.

/// Words a minute of a reader of English prose (Brysbaert 2019: 238 for non-fiction).
const WORDS_A_MINUTE: f64 = 238.0;

/// How many words a reader takes in in so many minutes.
pub fn words_read(minutes: u32) -> u64 {
    (f64::from(minutes) * WORDS_A_MINUTE).round() as u64
}

/// How long a reader takes for so many words, in whole seconds.
pub fn reading_seconds(words: usize) -> u64 {
    (words as f64 * 60.0 / WORDS_A_MINUTE).round() as u64
}

/// How long a reader takes for so many words, in whole minutes, one at least.
pub fn reading_minutes(words: usize) -> u64 {
    ((reading_seconds(words) + 30) / 60).max(1)
}

/// "12 min", "1 h 5 min", "12 h".
pub fn minutes_in_words(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// The same in six cells: "12 min", "1h 05m", "12 h".
pub fn minutes_in_cells(minutes: u64) -> String {
    match minutes {
        ..60 => format!("{minutes} min"),
        60..600 => format!("{}h {:02}m", minutes / 60, minutes % 60),
        _ => format!("{} h", minutes / 60),
    }
}

/// The words of a text as a reader counts them: what stands between spaces; in Chinese and
/// Japanese, which have none, every Han character and every second kana, so that the time for them
/// is right as well (Brysbaert 2019: 255 characters of Chinese a minute, 357 of Japanese).
pub fn count_words(text: &str) -> usize {
    // The first byte of everything from U+3000 on.
    if text.bytes().any(|byte| byte >= 0xe3) {
        return count_letters(text);
    }
    let bytes = text.as_bytes();
    let starts = bytes.windows(2).filter(|pair| pair[0] <= b' ' && pair[1] > b' ').count();
    starts + usize::from(bytes.first().is_some_and(|&byte| byte > b' '))
}

fn count_letters(text: &str) -> usize {
    let (mut words, mut kana, mut inside) = (0, 0_usize, false);
    for letter in text.chars() {
        let ends = match letter {
            '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => {
                kana += 1;
                true
            }
            '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => {
                words += 1;
                true
            }
            // Signs of these scripts, and spaces.
            '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => true,
            letter => letter <= ' ',
        };
        words += usize::from(!ends && !inside);
        inside = !ends;
    }
    words + kana.div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::{count_words, minutes_in_cells, minutes_in_words, reading_minutes};

    #[test]
    fn words_are_counted_where_there_are_no_spaces() {
        assert_eq!(count_words("The ferry, which was late, left."), 6);
        assert_eq!(count_words("渡轮晚点了。"), 5);
        assert_eq!(count_words("フェリーが遅れた"), 5, "one Han character, seven kana");
        assert_eq!(count_words("여객선이 늦게 떠났다"), 3);
        assert_eq!(count_words("2026年3月1日，iPhone 17 上市"), 10);
        assert_eq!(count_words("Late 🚢 again"), 3);
        assert_eq!(count_words(" \n"), 0);
    }

    #[test]
    fn hours_are_told_as_hours() {
        let both = |minutes| (minutes_in_words(minutes), minutes_in_cells(minutes));
        assert_eq!(both(59), ("59 min".into(), "59 min".into()));
        assert_eq!(both(65), ("1 h 5 min".into(), "1h 05m".into()));
        assert_eq!(both(120), ("2 h".into(), "2h 00m".into()));
        assert_eq!(both(724), ("12 h 4 min".into(), "12 h".into()));
        assert_eq!((reading_minutes(0), reading_minutes(100), reading_minutes(500)), (1, 1, 2));
    }
}
