//! Made-up reports in realistic proportions.

use clientele_engine::analysis::clv::{
    ClvOptions, ClvReport, HoldoutGroup, HoldoutReport, PAliveCell, TopCustomer, ValueBin,
};
use clientele_engine::analysis::cohort::{CohortOutlier, CohortReport, CohortRow};
use clientele_engine::analysis::concentration::{AbcCuts, AbcRow, ConcentrationReport, CurvePoint};
use clientele_engine::analysis::customers::{CustomerDetail, CustomerRow, Order, OrderLine};
use clientele_engine::analysis::overview::{Compared, Kpis, Mover, OverviewReport, PeriodBar};
use clientele_engine::analysis::segment::{RfmCell, Scoring, SegmentDetail, SegmentReport, SegmentRow};
use clientele_engine::analysis::whale::{TraitKind, TraitRow, WhaleReport};
use clientele_engine::data::{DayRange, Month, SourceRow};
use clientele_engine::query::{AbcClass, Segment};

/// Two years of months with a sale in November.
pub(crate) fn overview() -> OverviewReport {
    const TOTALS: [f64; 24] = [
        2.78, 2.18, 2.53, 2.49, 2.80, 2.56, 2.48, 2.55, 2.57, 2.86, 3.12, 3.26, 3.06, 2.30, 2.65, 2.41, 2.83,
        2.59, 2.62, 2.65, 2.95, 3.29, 3.48, 3.48,
    ];
    let bars = TOTALS.iter().enumerate().map(|(idx, total)| {
        let month = Month::new(2023, 1).plus(idx as i32);
        let new = if month.month_of_year() == 11 { 0.48 } else { 0.23 + 0.02 * (idx % 5) as f64 };
        PeriodBar {
            days: month.range(),
            new_revenue: new * 1e6,
            returning_revenue: (total - new) * 1e6,
            n_orders: 2_100 + idx as u64 * 10,
            n_customers: 1_500,
            n_new_customers: 230,
            is_partial: false,
            is_in_period: idx >= 12,
        }
    });
    let mover = |label: &str, change: f64| Mover { id: label.to_owned(), label: label.to_owned(), change };
    OverviewReport {
        years: vec![2022, 2023, 2024],
        period: DayRange::of_year(2024),
        compare: Some(DayRange::of_year(2023)),
        kpis: Kpis {
            revenue: Compared { value: Some(34.2e6), before: Some(32e6), by_month: TOTALS[12..].to_vec() },
            ..Kpis::default()
        },
        bars: bars.collect(),
        peak_bar: Some(22),
        movers: vec![
            mover("Quarry Lounge", 134e3),
            mover("Quarry Hotel", 97e3),
            mover("Cloudstep Cafés", 89e3),
            mover("Jade Offices", -158e3),
            mover("Alder & Finch", -138e3),
            mover("Northgate Coworking", -53e3),
        ],
        mover_halves: (
            DayRange::new(Month::new(2024, 1).first_day(), Month::new(2024, 6).last_day()),
            DayRange::new(Month::new(2024, 7).first_day(), Month::new(2024, 12).last_day()),
        ),
        findings: Vec::new(),
    }
}

/// Eleven segments of 13,811 customers.
pub(crate) fn segments() -> SegmentReport {
    const CELLS: [[(u64, f64); 5]; 5] = [
        [(348, 7.9), (299, 6.0), (303, 5.5), (615, 13.6), (845, 28.0)],
        [(650, 4.5), (414, 2.7), (349, 2.3), (488, 3.3), (393, 3.0)],
        [(1_062, 3.7), (498, 1.8), (364, 1.3), (402, 1.5), (313, 1.1)],
        [(1_234, 2.6), (423, 0.9), (262, 0.5), (268, 0.6), (200, 0.5)],
        [(2_442, 2.6), (571, 0.6), (318, 0.3), (531, 0.5), (219, 0.3)],
    ];
    use Segment::{
        AboutToSleep, AtRisk, CantLose, Champions, Hibernating, Lost, Loyal, NeedAttention, New,
        PotentialLoyalists, Promising,
    };
    const NAMES: [[Segment; 5]; 5] = [
        [CantLose, CantLose, Loyal, Loyal, Champions],
        [AtRisk, AtRisk, Loyal, Loyal, Champions],
        [AtRisk, AtRisk, NeedAttention, PotentialLoyalists, PotentialLoyalists],
        [Lost, Hibernating, AboutToSleep, PotentialLoyalists, PotentialLoyalists],
        [Lost, Hibernating, AboutToSleep, Promising, New],
    ];
    let mut cells = Vec::new();
    for (row, names) in NAMES.iter().enumerate() {
        for (column, &segment) in names.iter().enumerate() {
            let (n_customers, revenue) = CELLS[row][column];
            let (recency, frequency) = (column as u8 + 1, 5 - row as u8);
            cells.push(RfmCell { recency, frequency, segment, n_customers, revenue: revenue * 1e6 });
        }
    }
    let n_customers: u64 = cells.iter().map(|cell| cell.n_customers).sum();
    let revenue: f64 = cells.iter().map(|cell| cell.revenue).sum();
    let rows = Segment::ALL.map(|segment| {
        let own = || cells.iter().filter(|cell| cell.segment == segment);
        let (n, sum) =
            (own().map(|cell| cell.n_customers).sum::<u64>(), own().map(|cell| cell.revenue).sum());
        SegmentRow {
            segment,
            n_customers: n,
            customer_share: n as f64 / n_customers as f64,
            revenue: sum,
            revenue_share: sum / revenue,
            median_recency_days: Some(90.0),
            median_gap_days: Some(40.0),
            mean_p_alive: Some(0.5),
            mean_lifetime_value: Some(500.0),
        }
    });
    SegmentReport {
        scoring: Scoring::FixedCutoffs,
        recency_edges_days: [30, 90, 180, 365],
        frequency_edges: [9, 5, 3, 2],
        cells,
        rows: rows.to_vec(),
        n_customers,
        revenue,
    }
}

/// A Lorenz curve whose top fifth brings 71 %.
pub(crate) fn concentration() -> ConcentrationReport {
    const N: f64 = 13_811.0;
    const REVENUE: f64 = 95.6e6;
    let share = |p: f64| 1.0 - (1.0 - p.powf(0.72)).powf(3.18);
    let curve = (0..=200).map(|idx| {
        let p = (f64::from(idx) / 200.0).powi(2);
        CurvePoint {
            n_customers: (p * N) as u64,
            customer_share: p,
            value: share(p) * REVENUE,
            value_share: share(p),
        }
    });
    let class = |class, n: u64, revenue_share: f64| AbcRow {
        class,
        n_customers: n,
        customer_share: n as f64 / N,
        revenue: revenue_share * REVENUE,
        revenue_share,
        profit: Some(18.4e6),
        loss_share: Some(0.04),
    };
    ConcentrationReport {
        n_customers: N as u64,
        revenue: REVENUE,
        profit: Some(22.2e6),
        gini: Some(0.68),
        hhi: Some(0.0004),
        curve: curve.collect(),
        top: Vec::new(),
        classes: vec![
            class(AbcClass::A, 4_092, 0.80),
            class(AbcClass::B, 4_647, 0.15),
            class(AbcClass::C, 5_072, 0.05),
        ],
        cuts: AbcCuts::default(),
    }
}

/// A whale curve that peaks at 84 % of customers.
pub(crate) fn whale() -> WhaleReport {
    const N: f64 = 13_811.0;
    const PEAK: f64 = 0.843;
    let value = |p: f64| {
        if p <= PEAK {
            24.2e6 * (1.0 - (1.0 - p / PEAK).powf(3.2))
        } else {
            let q = (p - PEAK) / (1.0 - PEAK);
            24.2e6 - 0.45e6 * q.powf(2.2) - 1.5e6 * q.powf(24.0)
        }
    };
    let shares = (0..=120).map(|idx| PEAK * (f64::from(idx) / 120.0).powi(2));
    let curve =
        shares.chain((1..=80).map(|idx| PEAK + (1.0 - PEAK) * f64::from(idx) / 80.0)).map(|p| CurvePoint {
            n_customers: (p * N) as u64,
            customer_share: p,
            value: value(p),
            value_share: value(p) / 22.25e6,
        });
    let row =
        |kind, loss: f64, other: f64| TraitRow { kind, share_loss_making: loss, share_profitable: other };
    WhaleReport {
        n_customers: N as u64,
        profit: value(1.0),
        peak_profit: 24.2e6,
        peak_customer_share: PEAK,
        n_loss_making: 2_169,
        loss: 1.95e6,
        worst_percent_profit: -1.44e6,
        curve: curve.collect(),
        traits: vec![
            row(TraitKind::WonInMonth(11), 0.30, 0.06),
            row(TraitKind::ReturnedAnOrder, 0.30, 0.09),
            row(TraitKind::OrderedOnce, 0.54, 0.25),
            row(TraitKind::MostOrdersDiscounted, 0.28, 0.13),
            row(
                TraitKind::Attribute { dimension: "Channel".to_owned(), value: "Marketplace".to_owned() },
                0.21,
                0.12,
            ),
            row(TraitKind::Complained, 0.13, 0.11),
        ],
    }
}

/// Cohorts of 24 months; those of November come back half as often.
pub(crate) fn cohorts(n_cohorts: i32) -> CohortReport {
    let first = Month::new(2024, 12).plus(1 - n_cohorts);
    let mut noise = 7_u64;
    let mut random = move || {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (noise >> 33) as f64 / 2f64.powi(31)
    };
    let rows: Vec<CohortRow> = (0..n_cohorts)
        .map(|idx| {
            let start = first.plus(idx);
            let is_sale = start.month_of_year() == 11;
            let n = if is_sale { 466 } else { 180 + (random() * 80.0) as u64 };
            let active = (0..n_cohorts - idx).map(|age| {
                let base = 0.08 + 0.16 * (-f64::from(age) / 7.0).exp();
                let share = base * (0.75 + 0.5 * random()) * if is_sale { 0.48 } else { 1.0 };
                if age == 0 { n } else { (n as f64 * share) as u64 }
            });
            let active: Vec<u64> = active.collect();
            CohortRow {
                start,
                n_customers: n,
                revenue: active.iter().map(|&n| n as f64 * 900.0).collect(),
                first_year_profit: (idx + 12 < n_cohorts + 1)
                    .then(|| if is_sale { 311.0 } else { 800.0 + 300.0 * random() }),
                active,
            }
        })
        .collect();
    let weighted = (0..n_cohorts as usize).map(|age| {
        let rows = || rows.iter().filter(|row| row.active.len() > age);
        rows().map(|row| row.active[age]).sum::<u64>() as f64
            / rows().map(|row| row.n_customers).sum::<u64>() as f64
    });
    CohortReport {
        refused: None,
        n_months: 1,
        as_of: Month::new(2024, 12).last_day(),
        weighted: weighted.collect(),
        weighted_n: vec![1_000; n_cohorts as usize],
        outliers: [2023, 2024]
            .map(|year| CohortOutlier {
                start: Month::new(year, 11),
                retention: 0.11,
                others: 0.2,
                p_value: 1e-9,
            })
            .to_vec(),
        is_left_truncated: true,
        n_before: 4_925,
        rows,
    }
}

/// Lifetime values of 13,811 customers.
pub(crate) fn clv() -> ClvReport {
    const COUNTS: [u64; 10] = [102, 4_630, 1_584, 1_884, 2_094, 1_661, 1_097, 523, 171, 65];
    const EDGES: [f64; 9] = [0.0, 50.0, 100.0, 200.0, 400.0, 800.0, 1_600.0, 3_200.0, 6_400.0];
    let bins = COUNTS.iter().enumerate().map(|(idx, &n_customers)| ValueBin {
        lo: idx.checked_sub(1).map(|idx| EDGES[idx]),
        hi: EDGES.get(idx).copied(),
        n_customers,
        value: n_customers as f64 * EDGES.get(idx).map_or(9_000.0, |edge| edge * 0.75),
    });
    let age = 1_095;
    let map = (0..18).flat_map(|row| {
        (1..=20_u32).map(move |repeats| {
            let recency = (f64::from(row) + 0.5) * f64::from(age) / 18.0;
            let x = f64::from(repeats);
            let gone = (recency / 400.0) * (x * 0.18).exp() * 0.35;
            let p_alive = 1.0 / (1.0 + 0.02 + gone.powf(1.6));
            PAliveCell { repeats, recency_days: recency as i32, p_alive }
        })
    });
    let top = |label: &str, segment, value: f64, lo: f64, hi: f64| TopCustomer {
        id: label.to_owned(),
        label: label.to_owned(),
        segment: Some(segment),
        value: value * 1e3,
        lo: lo * 1e3,
        hi: hi * 1e3,
    };
    ClvReport {
        options: ClvOptions::default(),
        refused: None,
        fits: Vec::new(),
        intervals: None,
        order_value: None,
        is_margin: true,
        n_customers: 13_811,
        total_value: 6.1e6,
        expected_revenue: 27.1e6,
        expected_orders: 20_000.0,
        mean_p_alive: 0.55,
        bins: bins.collect(),
        top_bins: Some((7, 759, 0.49)),
        map_age_days: age,
        map: map.collect(),
        holdout: Some(holdout()),
        top: vec![
            top("Osmanthus Hotels", Segment::Champions, 57.0, 22.0, 85.0),
            top("Skylark Airport Lounge", Segment::Champions, 52.0, 9.0, 95.0),
            top("Evergate Offices", Segment::Champions, 50.0, 22.0, 75.0),
            top("Maple Lane Cafés", Segment::Champions, 46.0, 19.0, 64.0),
            top("Cloudstep Cafés", Segment::Champions, 39.0, 14.0, 61.0),
            top("黃美玲 Huang Mei-ling", Segment::Loyal, 36.0, 0.0, 56.0),
            top("Riverstone Clinics", Segment::Champions, 32.0, 13.0, 47.0),
            top("Harbourlight Hotels", Segment::Loyal, 28.0, 0.0, 44.0),
        ],
        findings: Vec::new(),
    }
}

fn holdout() -> HoldoutReport {
    const ROWS: [(u32, u32, f64, f64, f64); 12] = [
        (0, 0, 0.85, 0.65, 0.05),
        (1, 1, 1.2, 1.05, 0.1),
        (2, 2, 1.62, 1.4, 0.15),
        (3, 3, 1.95, 1.75, 0.2),
        (4, 4, 2.5, 2.5, 0.3),
        (5, 5, 2.65, 2.68, 0.35),
        (6, 6, 3.2, 3.35, 0.5),
        (7, 7, 3.7, 3.1, 0.6),
        (8, 9, 4.3, 4.25, 0.7),
        (10, 12, 4.2, 3.75, 0.8),
        (13, 22, 6.4, 6.1, 1.0),
        (23, u32::MAX, 11.5, 8.8, 2.2),
    ];
    let groups = ROWS.map(|(from, to, predicted, observed, half)| HoldoutGroup {
        from,
        to,
        n_customers: 300,
        predicted,
        observed,
        observed_lo: observed - half,
        observed_hi: observed + half,
    });
    HoldoutReport {
        calibration_end: Month::new(2023, 12).last_day(),
        holdout_end: Month::new(2024, 12).last_day(),
        n_customers: 5_921,
        observed_total: 9_230.0,
        groups: groups.to_vec(),
        scores: Vec::new(),
    }
}

/// The drawer of a segment.
pub(crate) fn segment_detail() -> SegmentDetail {
    let row = segments().rows[7].clone();
    let bins = [330, 40, 22, 15, 25, 14, 18, 16, 15, 14, 16, 15, 15, 8, 6, 4, 2, 1, 0, 0];
    SegmentDetail {
        row,
        p_alive_bins: bins.to_vec(),
        n_worth_a_call: 153,
        revenue_worth_a_call: 1.9e6,
        call_first: Vec::new(),
    }
}

/// One business account of three years.
pub(crate) fn customer() -> CustomerDetail {
    let first = Month::new(2022, 1).first_day();
    let mut noise = 11_u64;
    let mut random = move || {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (noise >> 33) as f64 / 2f64.powi(31)
    };
    let mut orders = Vec::new();
    let mut day = first.plus(12);
    while day < Month::new(2024, 12).first_day() {
        let amount = 2_000.0 + 7_000.0 * random() * random() + if random() > 0.95 { 4_000.0 } else { 0.0 };
        let category = match random() {
            p if p < 0.7 => "Coffee beans",
            p if p < 0.82 => "Tea",
            p if p < 0.94 => "Brewing gear",
            _ => "Gift sets",
        };
        let complaint = match orders.len() {
            20 => "Late delivery",
            48 => "Stale beans",
            70 => "Wrong grind",
            _ => "",
        };
        let line = OrderLine {
            day,
            amount,
            cost: None,
            values: vec![category.to_owned(), complaint.to_owned()],
            source: SourceRow { file: 0, line: 1 },
        };
        orders.push(Order { id: String::new(), day, amount, cost: None, lines: vec![line] });
        let gap = if random() > 0.97 { 90.0 } else { 3.0 + 14.0 * random() };
        day = day.plus(gap as i32);
    }
    let as_of = Month::new(2024, 12).last_day();
    let mut course = Vec::new();
    for at in (0..as_of.since(orders[0].day)).step_by(7) {
        let day = orders[0].day.plus(at);
        let last = orders.iter().rev().find(|order| order.day <= day).map_or(day, |order| order.day);
        let quiet = f64::from(day.since(last));
        course.push((day, 1.0 / (1.0 + (quiet / 60.0).powi(3)) * 0.99));
    }
    CustomerDetail {
        id: "C-11445".to_owned(),
        name: "Harbourlight Hotels".to_owned(),
        also_known_as: Vec::new(),
        attributes: Vec::new(),
        segment: Some(Segment::Loyal),
        class: Some(AbcClass::A),
        scores: (4, 5, 5),
        since: first,
        revenue: 582e3,
        revenue_rank: 6,
        n_ranked: 13_811,
        last_year: (2024, 203e3, 233e3),
        profit: Some(119e3),
        n_orders: orders.len() as u32,
        median_gap_days: Some(6.0),
        recency_days: 31,
        p_alive: Some(0.88),
        p_alive_month_ago: Some(0.98),
        lifetime_value: Some((28e3, 0.0, 44e3)),
        expected_orders: Some(20.0),
        p_alive_course: course,
        dimensions: vec!["Category".to_owned(), "Complaint".to_owned()],
        category: Some(0),
        complaint: Some(1),
        orders,
        neighbors: (None, None),
    }
}

/// A row of the customer table.
pub(crate) fn customer_row() -> CustomerRow {
    CustomerRow {
        id: "C-20578".to_owned(),
        name: "Alder & Finch".to_owned(),
        attributes: Vec::new(),
        segment: Some(Segment::Champions),
        n_orders: 10,
        revenue: 134_922.0,
        profit: None,
        recency_days: 5,
        by_month: (0..24_u8).map(|idx| if idx < 9 { 0.0 } else { f32::from(idx * 7 % 11) * 900.0 }).collect(),
        p_alive: Some(0.97),
        lifetime_value: Some(23_776.0),
    }
}
