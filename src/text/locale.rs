//! The three languages of the product.

use serde::{Deserialize, Serialize};

/// A language, with the script where it has two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Locale {
    /// English, British.
    #[default]
    En,
    /// 繁體中文, as in Taiwan.
    ZhHant,
    /// 简体中文, as in mainland China.
    ZhHans,
}

impl Locale {
    /// All languages, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::En, Self::ZhHant, Self::ZhHans];

    /// The tag for `lang` attributes and for files.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHant => "zh-Hant",
            Self::ZhHans => "zh-Hans",
        }
    }

    /// The language a browser asks for: the first of its preferred languages that the product speaks,
    /// English otherwise.
    #[must_use]
    pub fn from_preferences<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::from_tag).unwrap_or_default()
    }

    /// The language of one tag, if the product speaks it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let mut parts = tag.split('-');
        match parts.next()? {
            "en" => Some(Self::En),
            "zh" => {
                let is_traditional =
                    parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) && !tag.contains("hans");
                Some(if is_traditional { Self::ZhHant } else { Self::ZhHans })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn the_first_language_we_speak_wins() {
        assert_eq!(Locale::from_preferences(["fr-FR", "zh-TW", "en"]), Locale::ZhHant);
        assert_eq!(Locale::from_preferences(["zh"]), Locale::ZhHans);
        assert_eq!(Locale::from_preferences(["zh-Hans-HK"]), Locale::ZhHans);
        assert_eq!(Locale::from_preferences(["de"]), Locale::En);
    }
}
