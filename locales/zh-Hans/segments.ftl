# Segments by recency and frequency, and the drawer of one segment.

segments-title = 客户分群
segments-all-customers = 所有客户
segments-path = 路径
segments-several = { $n } 个分群
segments-scored-by = 评分方式
segments-scored-fixed = 固定阈值
segments-scored-quintiles = 五等分

segments-grid-quiet = { $share } 的客户超过 { $days } 天未下单
segments-grid-none-quiet = 所有客户都在 { $days } 天内下过单
segments-grid-one = { $n } 位客户属于“{ $segment }”
segments-grid-empty = 没有可以分群的客户
segments-grid-subtitle-counts = 每格客户数；深浅代表客户数
segments-grid-subtitle = 每格客户数；深浅代表营收
segments-tree-pair = { $first }与{ $second }占 { $share } 营收
segments-tree-one = “{ $first }”占 { $share } 营收
segments-tree-selected = 他们占 { $share } 营收
segments-tree-none = 没有任何分群带来营收
segments-tree-subtitle = 面积代表营收，合计 { $revenue }
segments-table-slipping = 流失中的分群占 { $share } 营收
segments-table-slipping-customers = 流失中的分群占 { $share } 客户
segments-table-safe = 流失中的分群占营收不到 2%

segments-column-segment = 分群
segments-column-customers = 客户数
segments-column-share = 占比
segments-column-revenue = 营收，{ $unit }
segments-column-days = 未购天数
segments-column-p-alive = 活跃概率
segments-column-clv = 终身价值，{ $unit }
segments-column-action = 建议做法

segments-action-champions = 回馈礼遇；抢先体验
segments-action-loyal = 升级购买；邀请评价
segments-action-potential-loyalists = 第三笔订单后邀请入会
segments-action-new = 14 天内寄送迎新礼
segments-action-promising = 第二笔订单小额优惠券
segments-action-need-attention = 主要品类限时优惠
segments-action-about-to-sleep = 按平常间隔提醒
segments-action-cant-lose = 亲自致电挽回
segments-action-at-risk = 挽回优惠，并设对照组
segments-action-hibernating = 仅低成本提醒
segments-action-lost = 停止付费触达

segments-about-champions = 最近才买，而且买得最勤。
segments-about-loyal = 经常购买，距今不久。
segments-about-potential-loyalists = 最近买过，订单两笔到数笔。
segments-about-new = 第一笔订单就在最近。
segments-about-promising = 不久前有一笔订单。
segments-about-need-attention = 两项都居中：不算近，也还没离开。
segments-about-about-to-sleep = 订单少，上一笔已有一段时间。
segments-about-cant-lose = 曾经买得最勤，之后没有消息。
segments-about-at-risk = 曾多次购买，之后没有消息。
segments-about-hibernating = 订单少，而且很久以前。
segments-about-lost = 订单少，距今最久。

segments-drawer = 分群：{ $segment }
segments-close = 关闭
segments-fact-customers = 客户
segments-fact-revenue = 营收
segments-fact-silence = 沉默天数中位数
segments-fact-alive = 活跃概率
segments-fact-share-customers = 占客户 { $share }
segments-fact-share-revenue = 占营收 { $share }
segments-fact-days = { $n } 天
segments-fact-was-every = 过去每 { $n } 天一单
segments-fact-ordered-once = 都只买过一次
segments-fact-mean-alive = 平均活跃概率
segments-fact-not-fitted = 模型尚未估计
segments-fact-none = –

segments-alive-some = { $n } 位仍可挽回
segments-alive-none = 没有人的活跃概率达到 25%
segments-alive-active = { $n } 位应仍活跃
segments-alive-subtitle = 按活跃概率的客户数，每 5 个百分点一组
segments-call-title = 优先致电
segments-call-subtitle = 活跃概率 25% 以上、过去营收最高的客户
segments-call-subtitle-counts = 活跃概率 25% 以上的客户
segments-call-customer = 客户
segments-call-revenue = 营收
segments-call-p-alive = 活跃概率
segments-call-facts = { $orders } 笔订单 · { $days } 天未购
segments-list-all = 列出全部 { $n } 位
