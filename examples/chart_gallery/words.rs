//! Labels from the locale files, with numbers written well enough to look at.

use clientele::chart::Labels;
use clientele_engine::data::{Day, Month};
use clientele_engine::query::Segment;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

/// A language of the gallery.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
    is_chinese: bool,
}

impl Words {
    /// Reads the charts' file of `locales/<locale>`.
    pub(crate) fn new(locale: &str) -> Self {
        let path = format!("{}/locales/{locale}/chart.ftl", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).unwrap_or_default();
        let resource = match FluentResource::try_new(source) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                eprintln!("{locale}: {errors:?}");
                resource
            }
        };
        let mut bundle = FluentBundle::default();
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { bundle, is_chinese: locale.starts_with("zh") }
    }
}

fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::from(if value < 0.0 { "−" } else { "" });
    for (idx, digit) in whole.chars().enumerate() {
        if idx > 0 && (whole.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

fn trimmed(value: f64) -> String {
    let text = if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.1}") };
    text.strip_suffix(".0").unwrap_or(&text).replace('-', "−")
}

impl Labels for Words {
    fn money(&self, value: f64) -> String {
        let space = if self.is_chinese { " " } else { "" };
        format!("{}{space}{}", self.money_unit(), self.money_axis(value)).replace("NT$−", "−NT$")
    }
    fn money_axis(&self, value: f64) -> String {
        let size = value.abs();
        match (self.is_chinese, size) {
            (true, 1e8..) => format!("{} 億", trimmed(value / 1e8)),
            (true, 1e4..) => format!("{} 萬", trimmed(value / 1e4)),
            (false, 1e6..) => format!("{}M", trimmed(value / 1e6)),
            (false, 1e3..) => format!("{}k", trimmed(value / 1e3)),
            _ => grouped(value, 0),
        }
    }
    fn money_unit(&self) -> String {
        "NT$".to_owned()
    }
    fn count(&self, value: f64) -> String {
        grouped(value, 0)
    }
    fn decimal(&self, value: f64, decimals: u8) -> String {
        grouped(value, usize::from(decimals))
    }
    fn percent(&self, share: f64, decimals: u8) -> String {
        format!("{}%", grouped(share * 100.0, usize::from(decimals)))
    }
    fn day(&self, day: Day) -> String {
        let (year, month, day) = day.civil();
        if self.is_chinese {
            format!("{year} 年 {month} 月 {day} 日")
        } else {
            format!("{day} {} {year}", self.month_short(month))
        }
    }
    fn month(&self, month: Month) -> String {
        if self.is_chinese {
            format!("{} 年 {} 月", month.year(), month.month_of_year())
        } else {
            format!("{} {}", self.month_short(month.month_of_year()), month.year())
        }
    }
    fn month_short(&self, month_of_year: u32) -> String {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        if self.is_chinese {
            format!("{month_of_year} 月")
        } else {
            MONTHS[(month_of_year as usize + 11) % 12].to_owned()
        }
    }
    fn year(&self, year: i32) -> String {
        year.to_string()
    }
    fn segment(&self, segment: Segment) -> String {
        let names = match segment {
            Segment::Champions => ["Champions", "核心顧客"],
            Segment::Loyal => ["Loyal", "忠誠顧客"],
            Segment::PotentialLoyalists => ["Potential loyalists", "潛力忠誠"],
            Segment::New => ["New", "新顧客"],
            Segment::Promising => ["Promising", "有望成長"],
            Segment::NeedAttention => ["Need attention", "需要關注"],
            Segment::AboutToSleep => ["About to sleep", "即將沉睡"],
            Segment::CantLose => ["Can’t lose them", "不可流失"],
            Segment::AtRisk => ["At risk", "流失風險"],
            Segment::Hibernating => ["Hibernating", "沉睡中"],
            Segment::Lost => ["Lost", "已流失"],
        };
        names[usize::from(self.is_chinese)].to_owned()
    }
    fn phrase(&self, key: &'static str, args: &[(&'static str, String)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, value.clone());
        }
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else { return format!("[{key}]") };
        self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }
}
