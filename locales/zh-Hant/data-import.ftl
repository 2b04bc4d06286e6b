# Importing, continued: its steps, what is known from earlier files, what files share, appending and pasting.

data-import-steps = 匯入步驟
data-import-step-files = 檔案
data-import-step-columns = 欄位與品質
data-import-step-overview = 總覽
data-import-step-of = 第 { $step } 步，共 { $count } 步

data-recipe-without = 不沿用，重新讀取
data-recipe-forget = 刪除此設定
data-recipe-left = 此檔案未沿用上次的設定。
data-recipe-again = 比照上次讀取

data-shared = 檔案之間的共同內容
data-shared-choice = 兩個檔案都有的資料列
data-shared-merge = 合併
data-shared-merge-note = 每列計算一次
data-shared-keep = 保留
data-shared-keep-note = 每列計算兩次
data-shared-rows = 顯示 { $total } 列中的 { $count } 列
data-shared-orders = 顯示 { $total } 筆內容不同的訂單中的 { $count } 筆
data-shared-customers = 顯示 { $total } 位內容不同的顧客中的 { $count } 位
data-shared-more = 另有 { $count } 組檔案
data-shared-customer = 顧客
data-shared-order = 訂單
data-shared-day = 日期
data-line-in = { $name } 的列號
data-amount-in = { $name } 的金額
data-merged = 合併

data-append = 加入資料列…
data-append-note = 新的月份，或顧客名單
data-append-rows = 加入 { $count } 列
data-check-append = 確認後，這些資料列會加入 { $data }。若有不對之處，請在此更改。
data-loaded-already = 此檔案已載入，讀法與先前相同。
data-dropped = 要如何處理 { $names }？
data-dropped-note = 目前開啟的是 { $data }。在您檢查檔案的讀法之前，不會有任何更動。
data-dropped-append = 加入資料列
data-dropped-replace = 改為開啟此檔

data-paste = 貼上表格
data-paste-field = 由試算表複製的儲存格，或 CSV 檔的內容
data-paste-note = 第一列是欄位名稱。內容只留在此分頁。
data-paste-cancel = 取消
data-paste-read = 讀取表格

data-layouts = { $n ->
    [0] 已不記得任何檔案版面
   *[other] 記得先前 { $count } 種檔案版面
}
data-readings = 保留的讀法
data-readings-note = 各種版面的檔案如何讀取：只有欄位名稱與您的選擇，沒有資料列。僅保留在此瀏覽器。
data-readings-none = 尚無內容。每次匯入都會保留檔案的讀法。
data-readings-columns = 欄位
data-readings-kind = 資料列內容
data-readings-made = 上次匯入
data-readings-forget = 刪除
data-readings-orders = 訂單明細
data-readings-customers = 顧客
data-readings-lookup = 產品或地點
data-readings-names = { $names }，另有 { $count } 欄
data-readings-headless = { $count } 個沒有名稱的欄位
data-readings-export = 全部存成檔案
data-readings-import = 由檔案讀入…
data-readings-read = 已由檔案讀入 { $count } 種版面
data-readings-read-some = 已由檔案讀入 { $count } 種版面；另有 { $skipped } 種因損壞而略過
data-readings-gone = 無法讀取檔案，請再選擇一次。目前保留的內容不受影響。

# The health of the data.
data-health = 資料健檢
data-health-sound = 沒有異狀：帳目相符，也沒有缺漏、離群值或疑點。
data-health-error = 錯誤
data-health-warning = 請查看
data-health-note = 備註
data-health-more = 另有 { $count } 則說明
data-health-fills = { $count } 個欄位有空白
data-health-column = 欄位
data-health-filled = 已填
data-health-share = 比例
data-persons = { $n ->
    [0] 沒有其他看似同一人的編號
   *[other] { $count } 位顧客可能有多個編號
}
data-persons-note = 合併後訂單一起計算；檔案內容不會更動，隨時可以還原。
data-persons-merge-likely = 合併 { $count } 組較確定的編號
data-persons-link = { $rule }：{ $value }（{ $names }）
data-persons-merge = 合併
data-persons-take-back = 拆開
data-persons-merged = { $ids } 現在併入 { $keep } 計算
data-persons-member = { $count } 筆訂單，{ $money }
