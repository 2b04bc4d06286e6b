//! Laws of the purchase models, and their likelihoods against their own gradients.

use super::geometric::{Likelihood, NO_DROPOUT, integral_over_dropout, is_sum_short, sum_over_orders};
use super::*;
use crate::analysis::clv::history::PurchaseHistory;
use crate::progress::{Cancelled, Unwatched};

use proptest::prelude::*;

fn model(model: PurchaseModel, parameters: [f64; 4]) -> PurchaseFit {
    PurchaseFit::of(model, parameters)
}

fn any_model() -> impl Strategy<Value = PurchaseModel> {
    prop::sample::select(PurchaseModel::ALL.to_vec())
}

fn any_fit() -> impl Strategy<Value = PurchaseFit> {
    let log_range = |lo: f64, hi: f64| (lo.ln()..hi.ln()).prop_map(f64::exp);
    (any_model(), log_range(0.05, 20.0), log_range(0.1, 100.0), log_range(0.02, 20.0), log_range(0.05, 50.0))
        .prop_map(|(which, r, alpha, a, b)| model(which, [r, alpha, a, b]))
}

/// Repeats, age at the last order, age, horizon.
fn any_history() -> impl Strategy<Value = (u32, f64, f64, f64)> {
    (0_u32..300, 0.0..1.0_f64, 0.5..300.0_f64, 0.1..300.0_f64).prop_map(|(repeats, share, age, horizon)| {
        (repeats, if repeats == 0 { 0.0 } else { share * age }, age, horizon)
    })
}

proptest! {
    #[test]
    fn the_chance_of_being_alive_is_a_chance_and_falls_with_silence(
        fit in any_fit(), (repeats, at_last, age, more) in any_history(),
    ) {
        let now = p_alive(&fit, repeats, at_last, age);
        let later = p_alive(&fit, repeats, at_last, age + more);
        prop_assert!((0.0..=1.0).contains(&now));
        prop_assert!(later <= now);
    }

    #[test]
    fn expected_orders_are_not_negative_and_grow_with_the_horizon(
        fit in any_fit(), (repeats, at_last, age, horizon) in any_history(),
    ) {
        let short = expected_orders(&fit, repeats, at_last, age, horizon);
        let long = expected_orders(&fit, repeats, at_last, age, horizon * 1.5);
        prop_assert!(short >= 0.0 && short.is_finite());
        prop_assert!(long >= short * (1.0 - 1e-10), "{short} {long}");
        prop_assert_eq!(expected_orders(&fit, repeats, at_last, age, 0.0), 0.0);
    }

    #[test]
    fn sum_over_orders_and_integral_over_dropout_agree(
        fit in any_fit(), (repeats, _, age, horizon) in any_history(),
    ) {
        let (n, scale) = (fit.r + f64::from(repeats), fit.alpha + age);
        let b = fit.b + f64::from(repeats);
        prop_assume!(is_sum_short(n, horizon / scale));
        let mut sum = [0.0];
        sum_over_orders(n, scale, (fit.a, b), &[horizon], &mut sum);
        let integral = integral_over_dropout(n, horizon / scale, fit.a, b);
        prop_assert!((sum[0] / integral - 1.0).abs() < 1e-9, "{} {}", sum[0], integral);
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_likelihood(
        logs in prop::array::uniform4(-2.0..3.0_f64), first in prop_oneof![Just(Some(0)), Just(Some(1)), Just(None)],
    ) {
        let groups = [
            (PurchaseHistory { repeats: 0, age_at_last_days: 0, age_days: 100 }, 5),
            (PurchaseHistory { repeats: 2, age_at_last_days: 90, age_days: 200 }, 3),
            (PurchaseHistory { repeats: 40, age_at_last_days: 300, age_days: 700 }, 1),
        ];
        let mut likelihood = Likelihood::new(&groups);
        let (_, gradient) = likelihood.negative_mean(logs, first);
        for i in 0..if first.is_some() { 4 } else { 2 } {
            let mut at = |shift: f64| {
                let mut logs = logs;
                logs[i] += shift;
                likelihood.negative_mean(logs, first).0
            };
            let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
            prop_assert!((gradient[i] - slope).abs() < 1e-6 * (1.0 + slope.abs()), "{i}: {} {slope}", gradient[i]);
        }
    }

    #[test]
    fn the_gradient_of_pareto_nbd_is_the_slope_of_its_likelihood(logs in prop::array::uniform4(-2.0..4.0_f64)) {
        let groups = [
            (PurchaseHistory { repeats: 0, age_at_last_days: 0, age_days: 100 }, 5),
            (PurchaseHistory { repeats: 0, age_at_last_days: 0, age_days: 3_650 }, 1),
            (PurchaseHistory { repeats: 2, age_at_last_days: 90, age_days: 200 }, 3),
            (PurchaseHistory { repeats: 3, age_at_last_days: 200, age_days: 200 }, 1),
            (PurchaseHistory { repeats: 40, age_at_last_days: 300, age_days: 700 }, 1),
            (PurchaseHistory { repeats: 5_000, age_at_last_days: 7_000, age_days: 7_030 }, 1),
        ];
        let mut likelihood = pareto::Likelihood::new(&groups);
        let (_, gradient) = likelihood.negative_mean(logs);
        for i in 0..4 {
            // Five points, so that the differences are good to more digits than they are compared in.
            let mut at = |shift: f64| {
                let mut logs = logs;
                logs[i] += shift;
                likelihood.negative_mean(logs).0
            };
            let slope = (8.0 * (at(1e-3) - at(-1e-3)) - (at(2e-3) - at(-2e-3))) / 12e-3;
            prop_assert!((gradient[i] - slope).abs() < 2e-6 * (1.0 + slope.abs()), "{i}: {} {slope}", gradient[i]);
        }
    }

    #[test]
    fn the_next_order_comes_ever_more_surely_and_never_beyond_doubt(
        fit in any_fit(), (repeats, _, age, weeks) in any_history(),
    ) {
        let (soon, later) = (p_order_within(&fit, repeats, age, weeks), p_order_within(&fit, repeats, age, 2.0 * weeks));
        prop_assert!((0.0..=1.0).contains(&soon) && soon <= later + 1e-12 && later <= 1.0);
        prop_assert_eq!(p_order_within(&fit, repeats, age, 0.0), 0.0);
    }
}

proptest! {
    // Each case is a whole fit.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_the_histories_a_fit_and_its_predictions_are_finite(
        which in any_model(),
        histories in prop::collection::vec((0_u32..4_000, 0_u32..1_500, 0_u32..1_500, 1_u32..500), 1..8),
    ) {
        let groups: Vec<_> = histories
            .into_iter()
            .map(|(repeats, at_last, silent, n)| {
                // No more repeats than days.
                let repeats = repeats.min(at_last);
                let age_at_last_days = if repeats == 0 { 0 } else { at_last };
                (PurchaseHistory { repeats, age_at_last_days, age_days: age_at_last_days + silent }, n)
            })
            .collect();
        let fitted = fit(which, &groups, &mut Unwatched).expect("nobody cancels");
        for value in [fitted.r, fitted.alpha, fitted.a, fitted.b] {
            prop_assert!(value.is_finite() && value > 0.0, "{fitted:?}");
        }
        prop_assert!(fitted.log_likelihood.is_finite());
        for (it, _) in groups {
            let (at_last, age) = (it.age_at_last_weeks(), it.age_weeks());
            let alive = p_alive(&fitted, it.repeats, at_last, age);
            let orders = expected_orders(&fitted, it.repeats, at_last, age, 52.0);
            prop_assert!((0.0..=1.0).contains(&alive), "{fitted:?} {it:?} {alive}");
            prop_assert!(orders >= 0.0 && orders.is_finite(), "{fitted:?} {it:?} {orders}");
        }
    }
}

#[test]
fn sum_and_integral_agree_where_almost_everybody_leaves_at_once() {
    for (a, b) in [(0.5, 1e-4), (2.0, 1e-3), (1e-3, 1e-3), (1.0, 0.02)] {
        let mut sum = [0.0];
        sum_over_orders(0.7, 3.0, (a, b), &[50.0], &mut sum);
        let integral = integral_over_dropout(0.7, 50.0 / 3.0, a, b);
        assert!((sum[0] / integral - 1.0).abs() < 1e-9, "{a} {b}: {} {integral}", sum[0]);
    }
}

#[test]
fn five_thousand_repeats_do_not_overflow() {
    for which in PurchaseModel::ALL {
        let fit = model(which, [0.243, 4.414, 0.793, 2.426]);
        let alive = p_alive(&fit, 5_000, 259.99, 260.0);
        assert!(alive > 0.99 && alive <= 1.0, "{alive}");
        assert_eq!(p_alive(&fit, 5_000, 100.0, 260.0), 0.0);
        assert!(log_likelihood(&fit, 5_000, 1.0, 260.0).is_finite());
        let orders = expected_orders(&fit, 5_000, 259.99, 260.0, 52.0);
        // 5,000 orders in 264 weeks would be 984 in 52; few are lost to leaving.
        assert!(orders > 850.0 && orders < 984.0, "{orders}");
    }
}

#[test]
fn the_likelihood_of_many_is_the_sum_of_the_likelihoods_of_each() {
    let history = PurchaseHistory { repeats: 3, age_at_last_days: 70, age_days: 140 };
    let none = PurchaseHistory { repeats: 0, age_at_last_days: 0, age_days: 70 };
    let groups = [(none, 2), (history, 1)];
    for (which, first) in [(PurchaseModel::BgNbd, 0), (PurchaseModel::MbgNbd, 1)] {
        let parameters = [0.5, 6.0, 0.9, 1.6];
        let fit = model(which, parameters);
        let each = 2.0 * log_likelihood(&fit, 0, 0.0, 10.0) + log_likelihood(&fit, 3, 10.0, 20.0);
        let (mean, _) = Likelihood::new(&groups).negative_mean(parameters.map(libm::log), Some(first));
        assert!((each + 3.0 * mean).abs() < 1e-12);
    }
    let parameters = [0.5, 6.0, 0.9, 11.0];
    let fit = model(PurchaseModel::ParetoNbd, parameters);
    let each = 2.0 * log_likelihood(&fit, 0, 0.0, 10.0) + log_likelihood(&fit, 3, 10.0, 20.0);
    let (mean, _) = pareto::Likelihood::new(&groups).negative_mean(parameters.map(libm::log));
    assert!((each + 3.0 * mean).abs() < 1e-12);
}

#[test]
fn customers_who_never_leave_give_a_degenerate_fit_with_finite_predictions() {
    let groups: Vec<_> = (0..60)
        .map(|i| (PurchaseHistory { repeats: 10 + i % 7, age_at_last_days: 355, age_days: 360 }, 3))
        .collect();
    for which in PurchaseModel::ALL {
        let fitted = fit(which, &groups, &mut Unwatched).expect("nobody cancels");
        assert!(fitted.is_degenerate, "{fitted:?}");
        assert!(fitted.log_likelihood.is_finite());
        assert!(p_alive(&fitted, 10, 50.0, 52.0) > 0.999);
        assert!((expected_orders(&fitted, 13, 50.0, 52.0, 52.0) - 13.0).abs() < 1.0);
    }
}

#[test]
fn a_fit_can_be_cancelled() {
    let groups = [(PurchaseHistory { repeats: 1, age_at_last_days: 7, age_days: 70 }, 3)];
    assert_eq!(fit(PurchaseModel::BgNbd, &groups, &mut |_| false), Err(Cancelled));
}

#[test]
fn without_leaving_pareto_nbd_is_nbd() {
    let fit = model(PurchaseModel::ParetoNbd, [0.7, 9.0, NO_DROPOUT.0, NO_DROPOUT.1]);
    assert_eq!(p_alive(&fit, 4, 10.0, 60.0), 1.0);
    let expected = expected_orders(&fit, 4, 10.0, 60.0, 52.0);
    assert!((expected - 4.7 * 52.0 / 69.0).abs() < 1e-12, "{expected}");
}

#[test]
fn orders_discounted_at_almost_nothing_are_all_orders() {
    // For s above 1 there is a limit of the expectation: (r + x)(beta + T) / ((alpha + T)(s - 1)) P(alive).
    let fit = model(PurchaseModel::ParetoNbd, [0.9, 12.0, 2.3, 12.0]);
    let all = 2.9 * 50.86 / (50.86 * 1.3) * p_alive(&fit, 2, 30.43, 38.86);
    let found = discounted_residual_orders(&fit, 2, 30.43, 38.86, 1e-12).expect("a discount");
    assert!((found / all - 1.0).abs() < 1e-6, "{found} {all}");
    assert_eq!(discounted_residual_orders(&fit, 2, 30.43, 38.86, 0.0), None);
}

#[test]
fn some_customers_leave_before_the_next_order_under_pareto_nbd() {
    // With shapes of one and equal scales, the order comes first for half of them.
    let fit = model(PurchaseModel::ParetoNbd, [1.0, 10.0, 1.0, 10.0]);
    assert!((p_order_within(&fit, 0, 5.0, 1e9) - 0.5).abs() < 1e-8);
    let geometric = model(PurchaseModel::BgNbd, [1.0, 10.0, 1.0, 10.0]);
    assert!((p_order_within(&geometric, 0, 5.0, 15.0) - 0.5).abs() < 1e-12);
}
