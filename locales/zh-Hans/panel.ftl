# Tools, states and explanations that every panel shares.

panel-explain = 说明
panel-view-as-table = 以表格查看
panel-export = 导出
panel-export-png = PNG 图片，2×
panel-export-svg = SVG 矢量图
panel-export-csv = CSV 数据
panel-copy-sentence = 复制这句话

panel-explain-what = 含义
panel-explain-formula = 公式
panel-explain-source = 出处
panel-explain-caveat = 限制

panel-loading = 计算中…
panel-task-reading = 正在读取文件，{ $done }
panel-task-joining = 正在合并文件，{ $done }
panel-task-simulating = 正在生成示例，{ $done }
panel-task-fitting = 正在估计购买模型，{ $done }

panel-failed-title = 无法算出此项结果
panel-failed-text = 数据安全，其他图表仍可使用。
panel-copy-details = 复制详细信息
panel-add-in-data = 添加文件

panel-refused-customers = 至少需要 { $need } 位客户，目前选中 { $have } 位。
panel-refused-short = 至少需要 { $need } 个月的数据，目前有 { $have } 个月。
panel-refused-repeaters = 至少需要 { $need } 位复购客户，目前有 { $have } 位。
panel-refused-column-cost = 需要成本或利润列，请到“数据”页添加。
panel-refused-column-signup = 需要注册日期列，请到“数据”页添加。
panel-needs-amounts = 营收需要金额列
panel-refused-column-amount = 需要金额列，请到“数据”页添加。
panel-refused-column = 需要“{ $column }”列，请到“数据”页添加。
panel-refused-orders = 至少需要 { $need } 笔订单，目前有 { $have } 笔。
panel-refused-events = 至少需要 { $need } 条观测值，目前有 { $have } 条。
panel-refused-equal = 所有数值都相同，无从比较。
panel-refused-positive = 没有大于零的数值，无法计算占比。
panel-refused-setting = 有一项设置自相矛盾或与数据不符，因此不给出数字。请修改设置后再看。
panel-refused-maximum = 此数据找不到模型的最佳估计，因此不提供数字。

panel-nobody-title = 没有符合的客户
panel-nobody-text = 当前的筛选条件合起来没有任何客户。移除其中一项即可找回客户。
panel-clear-filters = 清除所有筛选

panel-filtered = 已筛选“{ $clause }”
panel-released = 已移除筛选
