# The overview: headline figures, revenue by period, what stands out.

overview-title = 總覽
overview-subtitle-year = { $year } 年與 { $before } 年比較 · 截至 { $day }
overview-subtitle-range = { $from }–{ $to }，與 { $before-from }–{ $before-to } 比較
overview-subtitle-alone = { $from }–{ $to } · 截至 { $day }
overview-period = 期間
overview-compare = 比較
overview-compare-none = 無
overview-period-last-12 = 最近 12 個月
overview-period-all = 全部
overview-grain = 長條的時間單位
overview-grain-month = 月
overview-grain-quarter = 季
overview-grain-year = 年

overview-kpis = 關鍵數字
overview-kpi-revenue = 營收
overview-kpi-active = 活躍顧客
overview-kpi-new = 新顧客
overview-kpi-kept = 顧客保留率
overview-kpi-average-order = 平均訂單金額
overview-kpi-expected = 未來 { $months } 個月預期營收
overview-kpi-expected-note = 來自現有顧客
overview-kpi-needs-amounts = 需要金額欄位
overview-kpi-expected-none = 歷史資料不足
overview-kpi-versus = 較 { $period }
overview-kpi-nothing-before = { $period } 沒有可比較的數字
overview-kpi-no-comparison = 沒有更早的期間
overview-points = { $points } 個百分點

overview-bars-returning = 回購顧客貢獻 { $share } 營收
overview-bars-new = 新顧客貢獻 { $share } 營收
overview-bars-spike-every = { $sentence }；首購營收每年 { $month }衝高
overview-bars-spike-once = { $sentence }；首購營收在 { $month }衝高
overview-bars-empty = 這段期間沒有營收
overview-bars-subtitle-month = 每月營收，{ $unit }，{ $n } 個月
overview-bars-subtitle-quarter = 每季營收，{ $unit }，{ $n } 季
overview-bars-subtitle-year = 每年營收，{ $unit }，{ $n } 年

overview-month-1 = 1 月
overview-month-2 = 2 月
overview-month-3 = 3 月
overview-month-4 = 4 月
overview-month-5 = 5 月
overview-month-6 = 6 月
overview-month-7 = 7 月
overview-month-8 = 8 月
overview-month-9 = 9 月
overview-month-10 = 10 月
overview-month-11 = 11 月
overview-month-12 = 12 月

overview-findings-title = 重點發現
overview-findings-none = 沒有特別的發現
overview-findings-subtitle = { $n } 項發現，依影響金額排序
overview-findings-subtitle-one = 1 項發現
overview-findings-none-subtitle = 各區隔、群組與類別的差異都在隨機範圍內

overview-segments-pair = { $customers } 的顧客（{ $first }與{ $second }）貢獻 { $revenue } 營收
overview-segments-one = { $customers } 的顧客（{ $first }）貢獻 { $revenue } 營收
overview-segments-even = 各區隔差距不到 2 個百分點
overview-segments-empty = 沒有可以分群的顧客
overview-segments-subtitle = 各區隔占顧客數與營收的比例

overview-movers-cut-two = 後半期 { $first } 與 { $second } 減少 { $money } 訂單
overview-movers-cut-one = 後半期 { $first } 減少 { $money } 訂單
overview-movers-added-two = 後半期 { $first } 與 { $second } 增加 { $money } 訂單
overview-movers-added-one = 後半期 { $first } 增加 { $money } 訂單
overview-movers-none = 前後兩半期沒有顧客的訂單金額改變
overview-movers-subtitle = { $later } 與 { $earlier } 的營收差額，{ $unit }
overview-range = { $from }–{ $to }
