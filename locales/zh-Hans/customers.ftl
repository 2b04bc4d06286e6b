# 客户列表与路径。

customers-title = 客户
customers-count = { $n } 位客户
customers-half = { $n } 位客户中的 { $half } 位贡献这些营收的一半
customers-half-all = { $n } 位客户中的 { $half } 位贡献一半营收
customers-half-one = { $n } 位客户中的 1 位贡献这些营收的一半
customers-without-revenue = { $n } 位没有营收的客户
customers-one = 1 位客户
customers-none = 没有符合的客户
customers-none-search = 没有名称或编号包含“{ $text }”。
customers-clear-search = 清除搜索

customers-search = 查找客户
customers-columns = 列
customers-csv = CSV
customers-caption = 客户列表。方向键移动，Enter 打开，空格键勾选。
customers-check = 勾选 { $name }
customers-check-loaded = 勾选已读取的 { $n } 行，或全部取消
customers-nothing = –
customers-days = { $n } 天

customers-column-label = 客户
customers-column-id = 编号
customers-column-orders = 订单数
customers-column-revenue = 营收，{ $unit }
customers-column-profit = 利润，{ $unit }
customers-column-months = 近 { $n } 个月
customers-column-months-plain = 逐月
customers-column-quiet = 沉寂
customers-column-p-alive = 活跃概率
customers-column-value = 价值，{ $n } 个月
customers-column-segment = 分群

customers-bulk = 已勾选的客户
customers-bulk-n = 已选 { $n } 位
customers-bulk-share = { $money }，占筛选结果 { $share }
customers-bulk-share-all = { $money }，占营收 { $share }
customers-bulk-filter = 只看这些
customers-bulk-clear = 全部取消勾选

customers-path = 路径
customers-path-all = 全部客户
customers-path-segments = { $n } 个分群
customers-path-n = { $n } 位客户
customers-path-one = 1 位客户
