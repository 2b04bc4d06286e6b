# Metrics and findings: change. What stands between ⟦ and ⟧ is bold.

metric-bridge-lost-name = 流失營收
metric-bridge-lost-what = 前期有購買、本期不再購買的顧客原本的營收。
metric-bridge-new-name = 新客營收
metric-bridge-new-what = 本期首次購買的顧客帶來的營收。
metric-bridge-reactivated-name = 喚回營收
metric-bridge-reactivated-what = 前期完全沒有購買、更早曾購買的顧客，本期帶來的營收。
metric-bridge-frequency-name = 頻率因素
metric-bridge-frequency-what = 留住顧客的營收變化中，由訂單次數增減造成的部分。
metric-bridge-price-mix-name = 價格與組合因素
metric-bridge-price-mix-what = 留住顧客的營收變化中，由每筆訂單金額大小造成的部分。
metric-control-limits-name = 月度管制界限
metric-control-limits-what = 月度數字僅因偶然而波動的範圍。
metric-p-chart-limits-name = 比例管制界限
metric-p-chart-limits-what = 考量人數多寡後，月度比例僅因偶然而波動的範圍。
metric-control-signals-name = 異常月份數
metric-control-signals-what = 出現偶然極少形成之型態的月份數。
metric-mover-change-name = 營收增減
metric-mover-change-what = 某位顧客或某個項目的本期營收減去前期營收。
metric-profile-index-name = 指數
metric-profile-index-what = 某項特徵在所選顧客中的占比相對於全體的倍數：100 為相同，200 為兩倍。
metric-information-gain-name = 資訊增益
metric-information-gain-what = 某個欄位能說明是否屬於所選顧客的資訊量（位元），已扣除偶然成分。

finding-change-by-lost = 營收變動 ⟦{ $change }⟧（{ $share }），其中流失顧客影響最大：⟦{ $part }⟧。
finding-change-by-new = 營收變動 ⟦{ $change }⟧（{ $share }），其中新顧客影響最大：⟦{ $part }⟧。
finding-change-by-reactivated = 營收變動 ⟦{ $change }⟧（{ $share }），其中回流顧客影響最大：⟦{ $part }⟧。
finding-change-by-frequency = 營收變動 ⟦{ $change }⟧（{ $share }），其中既有顧客的購買頻率影響最大：⟦{ $part }⟧。
finding-change-by-price-mix = 營收變動 ⟦{ $change }⟧（{ $share }），其中既有顧客的客單價影響最大：⟦{ $part }⟧。
finding-out-of-limits = { $month }營收為 ⟦{ $value }⟧，超出平常範圍 { $low } 至 { $high }。
finding-few-movers = 僅 ⟦{ $count } 位顧客⟧就占了全部減少金額的 ⟦{ $share }⟧，共 { $loss }。
finding-over-index = 所選顧客中有 ⟦{ $share }⟧ 的{ $dimension }為「{ $value }」，全體則為 { $base }。

# What to do about it.

action-keep-the-returned = 感謝回流的顧客，並約好下一次。
action-look-at-frequency = 看看哪些顧客買得更少或更多，當時又得到哪些優惠。
action-look-at-the-basket = 檢視價格、折扣與購物籃大小。
action-find-the-cause-of-the-month = 先找出那個月有何不同，再決定延續或改正。
action-call-the-movers = 逐一親自與他們談談。
action-find-more-like-them = 多找同類型的顧客。
