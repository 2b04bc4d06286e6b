# 顧客終身價值。

clv-title = 顧客終身價值
clv-subtitle = 每位顧客今後預期帶來多少，以及把握有多大
clv-horizon = 期間
clv-discount = 折現率
clv-months = { $n } 個月

clv-refused-short = 終身價值需要更多個月的資料
clv-refused-repeaters = 終身價值需要更多回購顧客
clv-refused-customers = 終身價值需要更多顧客
clv-refused-maximum = 沒有購買模型適用於此資料

clv-total = 現有顧客未來 { $months }的價值為 { $money }
clv-total-selection = 所選顧客未來 { $months }的價值為 { $money }
clv-total-nobody = 沒有可估價的顧客
clv-total-subtitle-margin = { $n } 位顧客未來 { $months }的預期毛利，年折現率 { $discount }
clv-total-subtitle-margin-plain = { $n } 位顧客未來 { $months }的預期毛利，未折現
clv-total-subtitle-revenue = { $n } 位顧客未來 { $months }的預期營收（資料沒有成本），年折現率 { $discount }
clv-total-subtitle-revenue-plain = { $n } 位顧客未來 { $months }的預期營收（資料沒有成本），未折現

clv-holdout-match = 預測與實際相符
clv-holdout-high = 預測走勢與實際一致，但高估 { $share }
clv-holdout-low = 預測走勢與實際一致，但低估 { $share }
clv-holdout-astray = 預測走勢與實際不一致
clv-holdout-naive = 簡單規則的預測比模型更準
clv-holdout-nothing = 保留驗證的期間沒有任何訂單
clv-holdout-none = 歷史資料太短，無法驗證模型
clv-holdout-none-note = 驗證時以較早的資料估計模型，再與其後的實際結果比較，因此需要一年以上的資料。
clv-holdout-subtitle = { $n } 位先前已出現的顧客於 { $from } – { $to } 的平均訂單數

clv-score-caption = 各種預測方式的誤差，由小到大
clv-score-predictor = 預測方式
clv-score-mae = 平均誤差
clv-score-rmse = 均方根誤差
clv-score-total = 訂單總數
clv-score-happened = 實際結果
clv-predictor-zero = 無人再次購買
clv-predictor-same-rate = 維持以往頻率
clv-predictor-same-count = 維持以往次數
clv-model-bg-nbd = BG/NBD
clv-model-mbg-nbd = MBG/NBD
clv-model-pareto-nbd = Pareto/NBD

clv-map-gone = 常客沉寂 { $months } 個月就是警訊
clv-map-alive = 常客即使沉寂 { $months } 個月仍可能回來
clv-map-empty = 沒有可呈現的購買紀錄
clv-map-subtitle = 首購於 { $months } 個月前的顧客之活躍機率
clv-parameters = 以此資料估計的 { $model }：r { $r }、α { $alpha }、a { $a }、b { $b }，時間單位為週。
clv-parameters-pareto = 以此資料估計的 { $model }：r { $r }、α { $alpha }、s { $a }、β { $b }，時間單位為週。

clv-top = 前 { $n } 位顧客占終身價值的 { $share }
clv-top-less = 前 { $n } 位顧客占終身價值不到 { $share }
clv-top-one = 全部終身價值來自 { $name }
clv-top-empty = 沒有終身價值大於零的顧客
clv-top-subtitle = { $unit }，{ $months }，{ $level } 區間

clv-models-holdout = 採用 { $model }：最接近實際結果
clv-models-likelihood-best = 採用 { $model }：對歷史資料的概似值最大
clv-models-only = 採用 { $model }
clv-models-none = 沒有估計購買模型
clv-models-subtitle = 以最大概似法估計，對象為首購在資料期間內的顧客
clv-models-model = 購買模型
clv-models-likelihood = 對數概似值
clv-models-customers = 顧客數
clv-models-role = 理由
clv-model-role = { $model }：{ $role }
clv-role-used = 採用：在保留期間的均方根誤差為 { $error }
clv-role-other = 未採用：均方根誤差為 { $error }
clv-role-used-likelihood = 採用：概似值較大
clv-role-other-likelihood = 未採用：概似值較小
clv-role-degenerate = { $role }。概似函數沒有高峰，參數本身沒有意義，預測仍然有效。

clv-order-value-model = 訂單金額
clv-order-value-name = Gamma-Gamma
clv-order-value-correlation = 相關係數
clv-order-value-none = 回購顧客太少，沒有訂單金額模型，改用平均訂單金額。
clv-order-value-independent = 回購次數與訂單金額幾乎無關（相關係數 { $correlation }），符合模型假設。
clv-order-value-rising = 常客的單筆金額也較高（相關係數 { $correlation }）。模型假設兩者無關，因此常客的價值可能偏低。
clv-order-value-falling = 常客的單筆金額較低（相關係數 { $correlation }）。模型假設兩者無關，因此常客的價值可能偏高。
clv-order-value-violated = 購買頻率與每筆金額明顯相關（相關係數 { $correlation }），因此不採用此模型，改以顧客自身平均向全體平均靠攏的數值代替。
clv-order-value-degenerate = 訂單金額的概似函數沒有高峰，參數本身沒有意義；預期金額取其極限值。
