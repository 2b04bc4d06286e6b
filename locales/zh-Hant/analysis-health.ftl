# Metrics of data health.

metric-rows-read-name = 讀入列數
metric-rows-read-what = 檔案中含有資料的列數。
metric-rows-accepted-name = 採用列數
metric-rows-accepted-what = 所有數字據以計算的列數。
metric-rows-set-aside-name = 擱置列數
metric-rows-set-aside-what = 無法採用的列數，每列皆註明原因。
metric-rows-merged-name = 合併列數
metric-rows-merged-what = 同時出現在兩個檔案、只計一次的列數。
metric-fill-rate-name = 填寫率
metric-fill-rate-what = 某欄位有內容的列所占比例。
metric-orphan-share-name = 未能對應的顧客
metric-orphan-share-what = 只出現在其中一個檔案的顧客比例。
metric-calendar-gap-name = 日期缺口
metric-calendar-gap-what = 應有訂單卻連續多日沒有訂單的期間。
metric-outlier-name = 離群值
metric-outlier-what = 與其他數值相差甚遠、值得查看的數值。
metric-returns-name = 退貨
metric-returns-what = 顧客退回或折讓的金額。
