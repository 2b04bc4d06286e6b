//! The style sheet has every color of the charts, as the palette of the files has it.

use clientele::chart::{Role, Theme, hex};
use std::collections::HashMap;

#[test]
fn style_sheet_and_palette_agree_on_every_role_in_both_themes() {
    let colors = light_dark_colors(include_str!("../style/tokens.css"));
    for role in Role::all() {
        let name = format!("--c-{}", role.css_name());
        let &(light, dark) =
            colors.get(name.as_str()).unwrap_or_else(|| panic!("{name} is not in tokens.css"));
        assert_eq!(light, hex(role, Theme::Light), "{name}, light");
        assert_eq!(dark, hex(role, Theme::Dark), "{name}, dark");
    }
}

#[test]
fn colors_stand_in_the_tokens_alone() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/style");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("tokens.css") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (idx, line) in without_comments(&text).lines().enumerate() {
            for literal in ["rgb(", "rgba(", "hsl(", "oklch(", "light-dark("] {
                assert!(!line.contains(literal), "{}:{}: {literal}", path.display(), idx + 1);
            }
            assert!(!has_hex_color(line), "{}:{}: {line}", path.display(), idx + 1);
        }
    }
}

#[test]
fn every_custom_property_that_is_used_is_defined() {
    let sheets: Vec<(String, String)> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/style"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .map(|(path, text)| (path, without_comments(&text)))
        .collect();
    let is_defined = |name: &str| sheets.iter().any(|(_, text)| text.contains(&format!("{name}:")));
    for (path, text) in &sheets {
        for used in text.split("var(").skip(1) {
            let end = used.find([')', ',']).unwrap_or(used.len());
            let (name, has_fallback) = (used[..end].trim(), used[end..].starts_with(','));
            assert!(has_fallback || is_defined(name), "{path}: {name}");
        }
    }
}

/// Name, light and dark color of each `--name: light-dark(light, dark);`; the first of a name counts, those
/// behind it are for people who ask for more contrast.
fn light_dark_colors(sheet: &str) -> HashMap<&str, (&str, &str)> {
    let mut colors = HashMap::new();
    for line in sheet.lines() {
        let pair = line.trim().split_once(": light-dark(").and_then(|(name, rest)| {
            let (light, dark) = rest.strip_suffix(");")?.split_once(", ")?;
            Some((name, (light, dark)))
        });
        if let Some((name, pair)) = pair {
            colors.entry(name).or_insert(pair);
        }
    }
    colors
}

/// The sheet with its comments blanked, its lines kept.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, rest) = part.split_once("*/").unwrap_or((part, ""));
        kept.extend(comment.chars().filter(|c| *c == '\n'));
        kept.push_str(rest);
    }
    kept
}

/// Whether a line has `#` and three, six or eight hexadecimal digits in a value.
fn has_hex_color(line: &str) -> bool {
    let value = line.split_once(':').map_or("", |(_, value)| value);
    value.split('#').skip(1).any(|after| {
        let n_digits = after.chars().take_while(char::is_ascii_hexdigit).count();
        matches!(n_digits, 3 | 6 | 8)
    })
}
