# Tools, states and explanations that every panel shares.

panel-explain = 說明
panel-view-as-table = 以表格檢視
panel-export = 匯出
panel-export-png = PNG 圖片，2×
panel-export-svg = SVG 向量圖
panel-export-csv = CSV 資料
panel-copy-sentence = 複製這句話

panel-explain-what = 意義
panel-explain-formula = 公式
panel-explain-source = 出處
panel-explain-caveat = 限制

panel-loading = 計算中…
panel-task-reading = 正在讀取檔案，{ $done }
panel-task-joining = 正在合併檔案，{ $done }
panel-task-simulating = 正在產生範例，{ $done }
panel-task-fitting = 正在估計購買模型，{ $done }

panel-failed-title = 無法算出此項結果
panel-failed-text = 資料安全無虞，其他圖表仍可使用。
panel-copy-details = 複製詳細資訊
panel-add-in-data = 新增檔案

panel-refused-customers = 至少需要 { $need } 位顧客，目前選取 { $have } 位。
panel-refused-short = 至少需要 { $need } 個月的資料，目前有 { $have } 個月。
panel-refused-repeaters = 至少需要 { $need } 位回購顧客，目前有 { $have } 位。
panel-refused-column-cost = 需要成本或利潤欄位，請到「資料」頁新增。
panel-refused-column-signup = 需要註冊日期欄位，請到「資料」頁新增。
panel-needs-amounts = 營收需要金額欄位
panel-refused-column-amount = 需要金額欄位，請到「資料」頁新增。
panel-refused-column = 需要「{ $column }」欄位，請到「資料」頁新增。
panel-refused-orders = 至少需要 { $need } 筆訂單，目前有 { $have } 筆。
panel-refused-events = 至少需要 { $need } 筆觀察值，目前有 { $have } 筆。
panel-refused-equal = 所有數值都相同，無從比較。
panel-refused-positive = 沒有大於零的數值，無從計算占比。
panel-refused-setting = 有一項設定自相矛盾或與資料不符，因此不提供數字。請修改設定後再看。
panel-refused-maximum = 此資料找不到模型的最佳估計，因此不提供數字。

panel-nobody-title = 沒有符合的顧客
panel-nobody-text = 目前的篩選條件合起來沒有任何顧客。移除其中一項即可找回顧客。
panel-clear-filters = 清除所有篩選

panel-filtered = 已篩選「{ $clause }」
panel-released = 已移除篩選
