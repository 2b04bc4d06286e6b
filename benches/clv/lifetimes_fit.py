"""Fits the models of lifetimes to a customer summary and prints one line of JSON for each.

    python lifetimes_fit.py SUMMARY.csv MODEL[,MODEL] REPS

Columns of the summary: frequency, recency_days, age_days, monetary_value. Times are CPU times of the process, user
and system together, in milliseconds: the least of the repetitions. The package is imported before the clock runs.
"""
import json
import sys
import time
import warnings

import pandas
from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

FITTERS = {"bgnbd": BetaGeoFitter, "mbgnbd": ModifiedBetaGeoFitter, "pnbd": ParetoNBDFitter}


def fit(model, table):
    if model == "gamma_gamma":
        # lifetimes refuses zero values; everybody fits on the same customers.
        used = table[(table.frequency > 0) & (table.monetary_value > 0)]
        fitter = GammaGammaFitter(penalizer_coef=0.0)
        fitter.fit(used.frequency, used.monetary_value)
    else:
        fitter = FITTERS[model](penalizer_coef=0.0)
        fitter.fit(table.frequency, table.recency_days / 7, table.age_days / 7)
    return [float(value) for value in fitter.params_.values]


def main():
    warnings.simplefilter("ignore")
    path, models, reps = sys.argv[1], sys.argv[2].split(","), int(sys.argv[3])
    table = pandas.read_csv(path)
    for model in models:
        try:
            times = []
            for _ in range(reps):
                start = time.process_time()
                parameters = fit(model, table)
                times.append(1e3 * (time.process_time() - start))
            told = {"cpu_ms": min(times), "parameters": parameters}
        except Exception as error:  # A fit that fails is a result, too.
            told = {"failed": f"{type(error).__name__}: {error}"[:200]}
        print(json.dumps({"model": model, **told}), flush=True)


if __name__ == "__main__":
    main()
