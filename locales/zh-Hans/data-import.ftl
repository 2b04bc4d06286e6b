# Importing, continued: its steps, what is known from earlier files, what files share, appending and pasting.

data-import-steps = 导入步骤
data-import-step-files = 文件
data-import-step-columns = 列与质量
data-import-step-overview = 总览
data-import-step-of = 第 { $step } 步，共 { $count } 步

data-recipe-without = 不沿用，重新读取
data-recipe-forget = 删除此设置
data-recipe-left = 此文件未沿用上次的设置。
data-recipe-again = 按上次的方式读取

data-shared = 文件之间的共同内容
data-shared-choice = 两个文件都有的数据行
data-shared-merge = 合并
data-shared-merge-note = 每行计算一次
data-shared-keep = 保留
data-shared-keep-note = 每行计算两次
data-shared-rows = 显示 { $total } 行中的 { $count } 行
data-shared-orders = 显示 { $total } 笔内容不同的订单中的 { $count } 笔
data-shared-customers = 显示 { $total } 位内容不同的客户中的 { $count } 位
data-shared-more = 另有 { $count } 组文件
data-shared-customer = 客户
data-shared-order = 订单
data-shared-day = 日期
data-line-in = { $name } 的行号
data-amount-in = { $name } 的金额
data-merged = 合并

data-append = 追加数据行…
data-append-note = 新的月份，或客户名单
data-append-rows = 追加 { $count } 行
data-check-append = 确认后，这些数据行会追加到 { $data }。如有不对之处，请在此更改。
data-loaded-already = 此文件已载入，读法与之前相同。
data-dropped = 要如何处理 { $names }？
data-dropped-note = 当前打开的是 { $data }。在您检查文件的读法之前，不会有任何改动。
data-dropped-append = 追加数据行
data-dropped-replace = 改为打开此文件

data-paste = 粘贴表格
data-paste-field = 从电子表格复制的单元格，或 CSV 文件的内容
data-paste-note = 第一行是列名称。内容只留在此标签页。
data-paste-cancel = 取消
data-paste-read = 读取表格

data-layouts = { $n ->
    [0] 已不记得任何文件版式
   *[other] 记得之前的 { $count } 种文件版式
}
data-readings = 保留的读法
data-readings-note = 各种版式的文件如何读取：只有列名称与您的选择，没有数据行。仅保留在此浏览器。
data-readings-none = 尚无内容。每次导入都会保留文件的读法。
data-readings-columns = 列
data-readings-kind = 数据行内容
data-readings-made = 上次导入
data-readings-forget = 删除
data-readings-orders = 订单明细
data-readings-customers = 客户
data-readings-lookup = 产品或地点
data-readings-names = { $names }，另有 { $count } 列
data-readings-headless = { $count } 个没有名称的列
data-readings-export = 全部存成文件
data-readings-import = 从文件读入…
data-readings-read = 已从文件读入 { $count } 种版式
data-readings-read-some = 已从文件读入 { $count } 种版式；另有 { $skipped } 种因损坏而略过
data-readings-gone = 无法读取文件，请再选择一次。目前保留的内容不受影响。

# The health of the data.
data-health = 数据体检
data-health-sound = 没有异常：账目相符，也没有缺口、离群值或疑点。
data-health-error = 错误
data-health-warning = 请查看
data-health-note = 备注
data-health-more = 另有 { $count } 条说明
data-health-fills = { $count } 列有空白
data-health-column = 列
data-health-filled = 已填
data-health-share = 占比
data-persons = { $n ->
    [0] 没有其他看似同一人的编号
   *[other] { $count } 位客户可能有多个编号
}
data-persons-note = 合并后订单一起计算；文件内容不会改动，随时可以还原。
data-persons-merge-likely = 合并 { $count } 组较确定的编号
data-persons-link = { $rule }：{ $value }（{ $names }）
data-persons-merge = 合并
data-persons-take-back = 拆开
data-persons-merged = { $ids } 现在并入 { $keep } 计算
data-persons-member = { $count } 个订单，{ $money }
