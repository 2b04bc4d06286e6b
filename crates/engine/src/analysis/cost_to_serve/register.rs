//! Metrics and findings of the cost to serve.

use crate::analysis::finding::{Kind, Template};
use crate::metric::{Additivity, Metric, Needs, Unit};

const KAPLAN: &str = "Kaplan & Narayanan 2001, Journal of Cost Management 15(5)";
const PAPER: &str = "analysis::cost_to_serve::report::tests::ten_customers_come_out_as_on_paper";
const REMEDIES: &str = "analysis::cost_to_serve::report::tests::remedies_of_ten_customers_are_those_on_paper";

/// Metrics of the cost to serve.
pub(crate) const METRICS: &[Metric] = &[
    Metric {
        id: "driver-cost",
        formula: "rate * units of the basis, or a ledger total; shared out by units, to the last cent by largest remainders",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[],
        source: "Cooper & Kaplan 1991, Harvard Business Review 69(3); remainders: Balinski & Young 1982, Fair Representation, 3",
        limits: "A ledger total whose basis nobody has stays unshared, which is said. Rates are the reader's.",
        test: "analysis::cost_to_serve::allocate::tests::shares_always_sum_to_the_total",
    },
    Metric {
        id: "profit-after-service",
        formula: "revenue - cost in the files - shares of the drivers",
        unit: Unit::Money,
        additivity: Additivity::Additive,
        needs: &[Needs::Amount],
        source: KAPLAN,
        limits: "Needs cost in the files or a driver. Cost that neither names is not in it.",
        test: "analysis::cost_to_serve::report::tests::profit_of_all_customers_is_revenue_less_all_cost",
    },
    Metric {
        id: "whale-peak",
        formula: "sum of the profits of all customers of zero or more; over the profit of all",
        unit: Unit::Money,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: KAPLAN,
        limits: "The ratio is not given where the profit is not above zero.",
        test: "it::analysis::references::whale_curve_is_that_of_numpy",
    },
    Metric {
        id: "profit-destroyed",
        formula: "peak - profit; over the peak",
        unit: Unit::Money,
        additivity: Additivity::OverCustomers,
        needs: &[Needs::Amount],
        source: KAPLAN,
        limits: "The share is not given where nothing is above zero.",
        test: "it::analysis::references::whale_curve_is_that_of_numpy",
    },
    Metric {
        id: "main-driver",
        formula: "driver with the largest own cost - own revenue * (cost of all / revenue of all)",
        unit: Unit::Category,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Ours: the cost beyond what all customers have for the same revenue",
        limits: "Of customers below zero. The cost in the files counts as a driver.",
        test: PAPER,
    },
    Metric {
        id: "profit-zone",
        formula: "profit of the best 20 %, the next 70 % and the last 10 % of the customers by profit; shares of all profit",
        unit: Unit::Money,
        additivity: Additivity::NotAdditive,
        needs: &[Needs::Amount],
        source: "Cuts as a lecture quotes them for Fubon Bank; its figures mix revenue with a loss and sum to 97.8 %",
        limits: "The first zone is rounded up, the last one down. Shares are 0 where the profit is not above zero.",
        test: "analysis::cost_to_serve::lens::tests::zones_have_everybody_once",
    },
    Metric {
        id: "remedy-price",
        formula: "sum over loss-makers of (1 - leave) * revenue * rise - leave * (profit + ledger shares)",
        unit: Unit::Money,
        additivity: Additivity::OverCustomers,
        needs: &[Needs::Amount],
        source: "Ours: stated assumptions, not a forecast",
        limits: "Who stays buys the same. Ledger totals stay when customers leave.",
        test: REMEDIES,
    },
    Metric {
        id: "remedy-channel",
        formula: "cost of the driver to loss-makers * share moved * share saved",
        unit: Unit::Money,
        additivity: Additivity::OverCustomers,
        needs: &[Needs::Amount],
        source: "Ours: stated assumptions, not a forecast",
        limits: "Nobody leaves because of it.",
        test: REMEDIES,
    },
    Metric {
        id: "remedy-minimum-order",
        formula: "over orders of loss-makers below m: raised * (m - value) * margin - (1 - raised) * (value - cost - rate per order)",
        unit: Unit::Money,
        additivity: Additivity::OverCustomers,
        needs: &[Needs::Cost],
        source: "Ours: stated assumptions, not a forecast",
        limits: "Needs cost in the files. m is the lower quartile of the orders of all others unless set; ledger totals stay.",
        test: REMEDIES,
    },
    Metric {
        id: "remedy-let-go",
        formula: "- sum over loss-makers of (profit + ledger shares)",
        unit: Unit::Money,
        additivity: Additivity::OverCustomers,
        needs: &[Needs::Amount],
        source: "Ours: only what would no longer be spent is saved",
        limits: "Ledger totals stay and are shared by those who are left.",
        test: "analysis::cost_to_serve::report::tests::a_ledger_total_that_nobody_causes_is_said_not_to_be_shared",
    },
];

/// Loss-makers destroy profit.
pub(super) const TAIL_DESTROYS: Template = Template {
    id: "tail-destroys",
    parameters: &[
        ("count", Kind::Count),
        ("loss", Kind::Money),
        ("peak", Kind::Money),
        ("profit", Kind::Money),
    ],
    action: "work-on-tail",
};

/// One driver makes most of the losses.
pub(super) const DRIVER_OF_LOSSES: Template = Template {
    id: "driver-of-losses",
    parameters: &[("driver", Kind::Name), ("count", Kind::Count), ("loss", Kind::Money)],
    action: "mend-driver",
};

/// What higher prices for loss-makers would bring.
pub(super) const RAISE_PRICES: Template = Template {
    id: "raise-prices",
    parameters: &[("count", Kind::Count), ("gain", Kind::Money), ("still", Kind::Count)],
    action: "try-prices",
};

/// What a cheaper channel would bring.
pub(super) const CHEAPER_CHANNEL: Template = Template {
    id: "cheaper-channel",
    parameters: &[("driver", Kind::Name), ("count", Kind::Count), ("gain", Kind::Money)],
    action: "move-channel",
};

/// A ledger total could not be shared out.
pub(super) const UNSHARED_COST: Template = Template {
    id: "unshared-cost",
    parameters: &[("driver", Kind::Name), ("total", Kind::Money)],
    action: "choose-basis",
};

/// Templates of the cost to serve.
pub(crate) const FINDINGS: &[Template] =
    &[TAIL_DESTROYS, DRIVER_OF_LOSSES, RAISE_PRICES, CHEAPER_CHANNEL, UNSHARED_COST];
