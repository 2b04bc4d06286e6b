# The frame: navigation, top bar, filter bar, notes.

app-name = Clientele
app-skip = 跳到页面内容
app-pages = 页面
app-identify = 识别
app-differentiate = 区隔
app-interact = 互动
app-more = 更多
app-page-data = 数据
app-page-overview = 总览
app-page-customers = 客户
app-page-customer = 客户
app-page-segments = 客户分群
app-page-pareto = 帕累托 80/20
app-page-lifetime-value = 客户终身价值
app-page-retention = 客户留存

app-new-data = 新数据
app-data-size = { $customers } 位客户 · { $orders } 笔订单
app-privacy = 数据只留在此标签页
app-undo = 撤销
app-redo = 重做
app-undo-toast = 撤销
app-language = 语言
app-language-name = 简体中文
app-theme = 浅色或深色
app-theme-dark = 深色主题
app-theme-light = 浅色主题
app-close = 关闭

app-filter = 筛选
app-filter-add = 添加筛选
app-filter-back = 返回字段
app-filter-hint = 点击任意图形即可筛选全部页面
app-filter-remove = 移除{ $value }
app-selection = ⟦{ $count }⟧ / { $total } 位客户 · 营收 ⟦{ $share }⟧
app-selection-counts = ⟦{ $count }⟧ / { $total } 位客户

app-status-restarting = 分析程序已停止，正在重新启动；数据会自动恢复
app-status-recovered = 分析程序已重新启动，数据已恢复
app-status-outdated = 此页面已有新版本。请重新加载，之后再次选择文件
app-status-dead = 分析程序一再停止，不再重新启动。您的文件没有变更，请重新加载页面
app-reload = 重新加载

app-keys = 键盘操作
app-key-search = 搜索客户
app-key-undo = 撤销上一个筛选
app-key-redo = 重做筛选
app-key-marks = 在图形之间移动
app-key-filter = 以此图形筛选
app-key-add = 加入筛选
app-key-table = 切换图形与表格
app-key-explain = 说明此图
