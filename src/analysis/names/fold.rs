//! Words as numbers: letters folded to their plain small forms and hashed.
//!
//! Two spellings that fold to the same letters ("Zürich", "ZURICH") are one word to the model and
//! the lexicon.

/// A character without its case and, in the Latin script, without its accent.
pub fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'ǎ' | 'ạ'..='ặ' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'Ď'..='đ' | 'ð' | 'Ð' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'ẹ'..='ệ' => 'e',
        'Ĝ'..='ģ' | 'ǧ' => 'g',
        'Ĥ'..='ħ' | 'ḥ' => 'h',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'ỉ' | 'ị' => 'i',
        'Ķ' | 'ķ' => 'k',
        'Ĺ'..='ł' => 'l',
        'Ñ' | 'ñ' | 'Ń'..='ŉ' => 'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'ọ'..='ợ' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' | 'Ș' | 'ș' | 'ṣ' => 's',
        'Ţ'..='ŧ' | 'Ț' | 'ț' | 'ṭ' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'ụ'..='ự' => 'u',
        'Ý' | 'ý' | 'ÿ' | 'Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        '’' | '‘' | 'ʼ' => '\'',
        '‐' | '‑' => '-',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

const SEED: u32 = 0x811c_9dc5;

/// Spreads the bits of `value` over the whole number (Stafford's thirteenth mix of `MurmurHash3`).
pub fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// One letter more on a running hash (FNV-1a by characters).
pub fn step(hash: u32, c: char) -> u32 {
    (hash ^ c as u32).wrapping_mul(0x0100_0193)
}

/// The hash of letters that are folded already.
pub fn hash_letters(letters: impl IntoIterator<Item = char>) -> u32 {
    mix(u64::from(letters.into_iter().fold(SEED, step))) as u32
}

/// The hash of a word, folded, every digit as `0`.
pub fn hash_word(word: &str) -> u32 {
    hash_letters(word.chars().map(|c| if c.is_ascii_digit() { '0' } else { fold(c) }))
}

/// The hash of a phrase with one word more.
pub fn join(phrase: u32, word: u32) -> u32 {
    mix((u64::from(phrase) << 32) | u64::from(word)) as u32
}

#[cfg(test)]
mod tests {
    use super::hash_word;

    #[test]
    fn spellings_of_one_word_have_one_hash() {
        assert_eq!(hash_word("Zürich"), hash_word("ZURICH"));
        assert_eq!(hash_word("O’Neil"), hash_word("o'neil"));
        assert_ne!(hash_word("Rice"), hash_word("Race"));
    }
}
