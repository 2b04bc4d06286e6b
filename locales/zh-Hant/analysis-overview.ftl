# Metrics of the overview.

metric-revenue-name = 營收
metric-revenue-what = 顧客的購買金額，扣除退貨。
metric-orders-name = 訂單數
metric-orders-what = 共下了幾筆訂單。
metric-active-customers-name = 活躍顧客
metric-active-customers-what = 期間內至少下過一筆訂單的顧客。
metric-new-customers-name = 新顧客
metric-new-customers-what = 期間內註冊的顧客；若無註冊日，則為首次下單的顧客。
metric-new-revenue-name = 新顧客營收
metric-new-revenue-what = 新顧客在成為顧客的當期所貢獻的營收。
metric-returning-revenue-name = 回頭客營收
metric-returning-revenue-what = 先前期間即已成為顧客者所貢獻的營收。
metric-average-order-value-name = 客單價
metric-average-order-value-what = 平均每筆訂單的金額。
metric-kept-share-name = 留存率
metric-kept-share-what = 前一期有購買的顧客中，本期再次購買的比例。
metric-repeat-rate-name = 回購率
metric-repeat-rate-what = 活躍顧客中，期間內至少下過兩筆訂單的比例。
metric-revenue-change-name = 營收增減
metric-revenue-change-what = 顧客在期間後半段比前半段多買或少買的金額。
