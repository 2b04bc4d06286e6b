//! A day that is written down in any notation is read as that day, and no day is read outside its limits.

use super::law;
use clientele_engine::data::Day;
use clientele_engine::import::RejectReason;
use clientele_engine::import::fuzzing;

/// 1900-01-01.
const FIRST: Day = Day(-25_567);

/// 2026-01-01.
const TODAY: Day = Day(20_454);

/// With an odd first byte the rest is days and how to write each; with an even one it is cells, one a line.
///
/// # Errors
/// The cell that is read wrongly.
pub fn hold(input: &[u8]) -> Result<(), String> {
    match input.split_first() {
        None => Ok(()),
        Some((first, rest)) if first & 1 == 1 => rest.chunks(6).try_for_each(written),
        Some((_, rest)) => String::from_utf8_lossy(rest).split('\n').try_for_each(cell),
    }
}

/// Any cell at all.
fn cell(text: &str) -> Result<(), String> {
    let read = fuzzing::date(text, TODAY);
    law(fuzzing::date(&format!(" {text} "), TODAY) == read, || format!("spaces around {text:?} change it"))?;
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let wide: String = text.bytes().filter_map(|byte| char::from_u32(u32::from(byte) + 0xFEE0)).collect();
        law(fuzzing::date(&wide, TODAY) == read, || format!("{wide:?} is not read as {text:?}"))?;
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        law(fuzzing::date(&format!("'{text}"), TODAY) == read, || format!("an apostrophe changes {text:?}"))?;
    }
    let Ok(readings) = read else {
        return Ok(());
    };
    for day in readings.into_iter().flatten() {
        law(FIRST <= day && day <= TODAY.plus(1), || format!("{text:?} is {day}, which is out of range"))?;
    }
    let is_range = |reading: &Result<Day, RejectReason>| {
        !matches!(
            reading,
            Err(RejectReason::DateOutOfRange | RejectReason::FutureDate | RejectReason::BadDate)
        )
    };
    law(readings.iter().all(|reading| reading.is_ok() || !is_range(reading)), || {
        format!("{text:?} is refused for {readings:?}")
    })
}

/// Four bytes are the day, two say how it is written.
fn written(bytes: &[u8]) -> Result<(), String> {
    let mut number = [0_u8; 4];
    for (to, from) in number.iter_mut().zip(bytes) {
        *to = *from;
    }
    let style = |idx: usize| usize::from(bytes.get(idx).copied().unwrap_or(0));
    // Ten years on either side of what is allowed.
    let n_days = (TODAY.since(FIRST) + 7_300).unsigned_abs();
    let day = FIRST.plus(-3_650 + (u32::from_le_bytes(number) % n_days).cast_signed());
    let Some((text, reading)) = notation(day, style(4), style(5)) else {
        return Ok(());
    };
    let wanted = if day < FIRST {
        Err(RejectReason::DateOutOfRange)
    } else if day > TODAY.plus(1) {
        Err(RejectReason::FutureDate)
    } else {
        Ok(day)
    };
    let read = fuzzing::date(&text, TODAY);
    law(read.is_ok_and(|readings| readings[reading] == wanted), || {
        format!("{text:?} is read as {read:?}, not as {day}")
    })
}

/// A day in one of the notations the rules know and the reading that finds it again; `None` where a notation has
/// no such day.
fn notation(day: Day, form: usize, time: usize) -> Option<(String, usize)> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const TIMES: [&str; 16] = [
        "",
        " 14:30",
        "T23:59:59Z",
        " 00:00:00.000",
        " 02:30 PM",
        " 下午 02:30",
        " 上午11:05:09",
        " 12:00 am",
        "T07:05:03.123+08:00",
        " 07:05 UTC",
        " 7:05",
        "T07:05:03-0500",
        "  23:59:59",
        " 11:59:59PM",
        " 00:00",
        "",
    ];
    let (year, month, date) = day.civil();
    let name = MONTHS[month as usize - 1];
    let short = if (1969..=2068).contains(&year) { Some(year % 100) } else { None };
    let minguo = (year > 1911).then_some(year - 1911);
    let is_wide = form & 0x80 != 0;
    let (text, reading) = match form & 0x1F {
        0 => (format!("{year}-{month:02}-{date:02}"), 0),
        1 => (format!("{year}/{month}/{date}"), 0),
        2 => (format!("{year}.{month:02}.{date:02}"), 0),
        3 => (format!("{year}{month:02}{date:02}"), 0),
        4 => (format!("{year}年{month}月{date}日"), 0),
        5 => (format!("{date:02}/{month:02}/{year}"), 0),
        6 => (format!("{date}-{month}-{year}"), 0),
        7 => (format!("{date}.{month}.{year}"), 1),
        8 => (format!("{month}/{date}/{year}"), 1),
        9 => (format!("{month:02}-{date:02}-{year}"), 1),
        10 => (format!("{date}-{name}-{year}"), 0),
        11 => (format!("{date:02} {name} {year}"), 1),
        12 => (format!("{name} {date}, {year}"), 0),
        13 => (format!("民國{}年{month}月{date}日", minguo?), 0),
        14 => (format!("民國{}/{month:02}/{date:02}", minguo?), 1),
        15 => (format!("{:03}/{month:02}/{date:02}", minguo?), 0),
        16 => (format!("{:03}{month:02}{date:02}", minguo?), 0),
        17 => (format!("{:02}/{month}/{date}", minguo.filter(|&year| (32..=99).contains(&year))?), 2),
        18 => (format!("{:02}-{month}-{date}", short.filter(|&year| year > 31)?), 0),
        19 => (format!("{date:02}/{month:02}/{:02}", short?), 0),
        20 => (format!("{month:02}/{date:02}/{:02}", short?), 1),
        21 => {
            let serial = day.0 + 25_569;
            let text = (20_000..=60_000).contains(&serial).then(|| format!("{serial}"))?;
            return Some((if time & 1 == 1 { format!("{text}.75") } else { text }, 0));
        }
        22 | 23 => {
            let seconds = i64::from(day.0) * 86_400 + i64::from(time as u8) * 300;
            let text = (1_000_000_000..10_000_000_000).contains(&seconds).then(|| format!("{seconds}"))?;
            return Some((if form & 0x1F == 22 { text } else { format!("{text}123") }, 0));
        }
        _ => return None,
    };
    let text = format!("{text}{}", TIMES[time & 15]);
    let wide =
        |c: char| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c };
    Some((if is_wide { text.chars().map(wide).collect() } else { text }, reading))
}
