# 顧客清單與路徑。

customers-title = 顧客
customers-count = { $n } 位顧客
customers-half = { $n } 位顧客中的 { $half } 位貢獻這些營收的一半
customers-half-all = { $n } 位顧客中的 { $half } 位貢獻一半營收
customers-half-one = { $n } 位顧客中的 1 位貢獻這些營收的一半
customers-without-revenue = { $n } 位沒有營收的顧客
customers-one = 1 位顧客
customers-none = 沒有符合的顧客
customers-none-search = 沒有名稱或編號包含「{ $text }」。
customers-clear-search = 清除搜尋

customers-search = 尋找顧客
customers-columns = 欄位
customers-csv = CSV
customers-caption = 顧客清單。方向鍵移動，Enter 開啟，空白鍵勾選。
customers-check = 勾選 { $name }
customers-check-loaded = 勾選已讀取的 { $n } 列，或全部取消
customers-nothing = –
customers-days = { $n } 天

customers-column-label = 顧客
customers-column-id = 編號
customers-column-orders = 訂單數
customers-column-revenue = 營收，{ $unit }
customers-column-profit = 利潤，{ $unit }
customers-column-months = 近 { $n } 個月
customers-column-months-plain = 逐月
customers-column-quiet = 沉寂
customers-column-p-alive = 活躍機率
customers-column-value = 價值，{ $n } 個月
customers-column-segment = 區隔

customers-bulk = 已勾選的顧客
customers-bulk-n = 已選 { $n } 位
customers-bulk-share = { $money }，占篩選結果 { $share }
customers-bulk-share-all = { $money }，占營收 { $share }
customers-bulk-filter = 只看這些
customers-bulk-clear = 全部取消勾選

customers-path = 路徑
customers-path-all = 所有顧客
customers-path-segments = { $n } 個區隔
customers-path-n = { $n } 位顧客
customers-path-one = 1 位顧客
